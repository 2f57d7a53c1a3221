/** What a newcomer needs to call the APIs of a world. */

/** The core knows no APIs; whoever puts them together declares what theirs tell. */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the package's entries
export interface Guide {}
