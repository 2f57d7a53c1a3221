/** Made when it is first needed, which takes 10 ms. */
let characters: Intl.Segmenter | undefined

/** So much of a text as fits, in whole characters. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text
  characters ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return text.slice(0, characters.segment(text.slice(0, 2 * length)).containing(length)?.index ?? length)
}
