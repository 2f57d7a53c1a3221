/** Texts as people look for them: neither case nor accents count, and they are the same on each machine. */

export const folded = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()

const isPlain = /^[\0-\x7f]*$/

/** The same for a search: any white space is one blank. */
export const searchable = (text: string): string => folded(text).replace(/\s{2,}|[^\S ]/g, ' ')
