/** All worlds of a simulator as a file: each as it is, and as a reset makes it. */
import { type SavedWorld, WorldFileError } from './world-file.ts'

/** What the files are called, with the version of their form. */
export const WORLDS_FORMAT = 'arsim-worlds/1'

export interface SavedWorlds {
  readonly format: typeof WORLDS_FORMAT
  readonly worlds: readonly { readonly id: string; readonly start: SavedWorld; readonly now: SavedWorld }[]
}

type Fields = Readonly<Record<string, unknown>>

/** One world of a file, not looked into yet. */
export interface GivenWorld {
  readonly id: string
  readonly start: unknown
  readonly now: unknown
}

/**
 * @param isId whether a text may be the id of a world
 * @throws WorldFileError for what is no such file
 */
export function readWorlds(file: unknown, isId: (id: string) => boolean): GivenWorld[] {
  const { format, worlds } = (file ?? {}) as Fields
  if (format !== WORLDS_FORMAT || !Array.isArray(worlds))
    throw new WorldFileError(`The file holds no worlds: this version of arsim reads the format "${WORLDS_FORMAT}".`)
  const seen = new Set<unknown>()
  return worlds.map((world: unknown, i) => {
    const { id, start, now } = (world ?? {}) as Fields
    if (typeof id !== 'string' || !isId(id) || seen.has(id))
      throw new WorldFileError(`The world ${i + 1} of the file has no id of its own.`)
    seen.add(id)
    return { id, start, now }
  })
}
