/** What can refuse a call or an event, with a sentence; and on what a rule rests. */
import type { RuleKind } from './refusal.ts'

/** `D`: the vendor documents it, in the named fact of `docs/vendor`. `C`: chosen, where the vendor is silent. */
export type Mark = `D ${string}` | 'C'

/** Refuses where `when` is true, with a sentence. */
export interface Rule<Call, Kind = RuleKind> {
  readonly refuse: string
  readonly when: (call: Call) => boolean
  /** What is said to a call, where that is more exact. */
  readonly says?: (call: Call) => string
  /** `not-possible` unless told: the state of the world does not allow it; of who may call, `forbidden`. */
  readonly kind?: Kind
}

/** A field of the body that the state of the world refuses, with what is said of it. */
export interface FieldCheck<Call, Value> {
  readonly refuse: string
  readonly when: (value: Value, call: Call) => boolean
}
