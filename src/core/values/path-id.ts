/** Ids that are neither UUIDs nor numbers, such as tokens and keys. */
import * as z from 'zod'

/** It can be a part of a path, where nothing and dots alone would lead elsewhere. */
export const PathId = z.string().regex(/^(?!\.{0,2}$)/, { error: 'Must be a text, and not dots alone.' })
