/** Who calls, and what they are called: the same words in faults, in the journal and in the kits for tests. */
import { hint } from '../values/nearest-name.ts'

/** So many are named. */
const MOST = 10

/** Who calls, as far as an API tells them apart. */
export interface Identity {
  readonly id: string
  readonly name: string
  /** What they log in with. */
  readonly username?: string | undefined
  /** What they are, as others may be too. */
  readonly role?: string | undefined
}

/** Whether that is what somebody is called: their id, name, username or role. */
export const isCalled = ({ id, name, username, role }: Identity, word: string): boolean =>
  id === word || name === word || username === word || role === word

/** What is wrong with a word for a caller, where nobody is called that, or several people have that name; with what may be meant. */
export function whyNobody(word: string, known: readonly Identity[]): string | undefined {
  const found = known.filter((each) => isCalled(each, word))
  if (!found.length) {
    const words = known.flatMap(({ id, name, username, role }) => [name, username, role, id].filter((each) => each !== undefined))
    return `Nobody is called "${word.slice(0, 80)}".${hint(word, words, listed(known))}`
  }
  const people = new Set(found.filter(({ name }) => name === word).map(personOf))
  return people.size > 1 ? severalAre(word, [...people]) : undefined
}

/** What somebody can be called: the roles first, and some names. */
function listed(known: readonly Identity[]): string {
  const roles = known.flatMap(({ role }) => role ?? [])
  const words = [...new Set([...roles, ...known.map(({ name }) => name)])]
  return words.length ? ` There is: ${words.slice(0, MOST).join(', ')}${words.length > MOST ? ' and others' : ''}.` : ''
}

/** Whoever is in several places has one username. */
const personOf = ({ id, username }: Identity): string => username ?? id

export const severalAre = (word: string, which: readonly string[]): string =>
  `There are several called "${word.slice(0, 80)}": ${which.slice(0, MOST).join(', ')}. Say which.`
