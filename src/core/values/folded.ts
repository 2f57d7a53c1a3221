/** Texts as people look for them: neither case nor accents count, and they are the same on each machine. */

export const folded = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replace(/[\u00df\u00e6\u00f0\u00f8\u00fe\u0111\u0131\u0142\u0153]/g, (letter) => plain[letter] as string)

const isPlain = /^[\0-\x7f]*$/

/** Letters that are not made of another one and an accent. */
const plain: Readonly<Record<string, string>> = {
  \u00df: 'ss',
  \u00e6: 'ae',
  \u00f0: 'd',
  \u00f8: 'o',
  \u00fe: 'th',
  \u0111: 'd',
  \u0131: 'i',
  \u0142: 'l',
  \u0153: 'oe',
}

/** The same for a search: any white space is one blank. */
export const searchable = (text: string): string => folded(text).replace(/\s{2,}|[^\S ]/g, ' ')
