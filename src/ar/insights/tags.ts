/** Signals follow from the books by rules that are the same for every row. */
import { type Severity, type Tag, tags } from './insight.ts'

/** Days past due. */
export const LATE = 30
export const VERY_LATE = 90
/** Percent of what is open in the company. */
export const HIGH_IMPACT = 10

export type Holds = Partial<Readonly<Record<Tag, boolean>>>

/** The first three that hold. */
export const chosen = (holds: Holds): Tag[] => tags.filter((tag) => holds[tag]).slice(0, 3)

export const anyOf = (holds: Holds, ...some: readonly Tag[]): boolean => some.some((tag) => holds[tag])

export const isGrave = (severity: Severity): boolean => severity === 'high' || severity === 'medium'
