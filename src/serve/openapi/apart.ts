/** What operations are about, as only documents tell it. */
import type { Operation } from '../../core/call/operation.ts'

type Texts = Pick<Operation, 'summary' | 'description' | 'source'>

/** By operation. Empty but in the files for browsers, where `build.js` puts it: only who makes documents loads it there. */
export const apart: Readonly<Record<string, Texts>> = {}

export const placeOf = ({ id, path }: Pick<Operation, 'id' | 'path'>): string => `${id} ${path}`

export const textsOf = (operation: Operation): Texts => apart[placeOf(operation)] ?? operation
