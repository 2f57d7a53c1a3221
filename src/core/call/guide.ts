/** What a newcomer needs to call the APIs of a world. */

/** The core knows no APIs; whoever puts them together declares what theirs tell. */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the package's entries
export interface Guide {}

/** What each API tells, by its name; declared in the same place. */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the package's entries
export interface Guides {}

type All<Each> = (Each extends unknown ? (one: Each) => void : never) extends (all: infer Whole) => void ? Whole : never

/** What is told where all APIs are at one address, or some at addresses by their names. */
export type GuideAt<Origin> = Origin extends string
  ? Guide
  : [keyof Origin & keyof Guides] extends [never]
    ? object
    : All<Guides[keyof Origin & keyof Guides]>
