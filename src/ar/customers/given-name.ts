/** How somebody is greeted. */
import { memoize } from '../../core/values/memoize.ts'

const titles = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'miss', 'mx', 'sir', 'herr', 'frau', 'hon', 'rev'])
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md', 'mba', 'cpa', 'esq'])

const departments = new Set(
  'account accounts accounting bookkeeping payable payables finance billing invoices invoicing payments purchasing procurement treasury customer service dept department team office the of and &'.split(
    ' ',
  ),
)

const bare = (word: string): string => word.replaceAll('.', '').toLowerCase()

const wordsOf = (text: string): string[] => text.split(/\s/).filter(Boolean)

const isDepartment = (words: readonly string[]): boolean =>
  words.length > 0 && words.flatMap((word) => word.split('-')).every((word) => departments.has(bare(word)))

/** The first name in "Dr. Anna Smith" and in "Smith, Anna"; all of "Dr. Smith" and of "A. Smith"; empty for "Accounts Payable". */
export const givenName = memoize((name: string): string => {
  const [before = [], ...others] = name.split(/,| - |[|(/]/).map(wordsOf)
  if (isDepartment(before)) return ''
  const after = name.includes(',') && others[0] && !isDepartment(others[0]) ? others[0] : []
  const isTurned = after.some((word) => !suffixes.has(bare(word)))
  const words = isTurned ? [...after, ...before] : before
  const own = words.filter((word) => !titles.has(bare(word)))
  const [first] = own
  const isAlone = own.length === 1 && words.length > 1
  return first === undefined || isAlone || bare(first).length < 2 ? words.join(' ') || name : first
})
