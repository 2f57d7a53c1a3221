/** How somebody is greeted. */

const titles = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'miss', 'mx', 'sir', 'herr', 'frau', 'hon', 'rev'])
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md', 'mba', 'cpa', 'esq'])

const bare = (word: string): string => word.replaceAll('.', '').toLowerCase()

const wordsOf = (text: string): string[] => text.split(/\s/).filter(Boolean)

/** The first name in "Dr. Anna Smith" and in "Smith, Anna"; all of "Dr. Smith" and of "A. Smith". */
export function givenName(name: string): string {
  const [before = [], after = []] = name.split(',').map(wordsOf)
  const isTurned = after.some((word) => !suffixes.has(bare(word)))
  const words = isTurned ? [...after, ...before] : before
  const own = words.filter((word) => !titles.has(bare(word)))
  const [first] = own
  const isAlone = own.length === 1 && words.length > 1
  return first === undefined || isAlone || bare(first).length < 2 ? words.join(' ') || name : first
}
