/** What can refuse a call or an event, with a sentence; and on what a rule rests. */
import type { Refusal, RuleKind } from './refusal.ts'

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

/** What the first of some rules that refuses ends in. Whom it forbids something an API does not tell why. */
export function refusalBy<Call>(rules: readonly Rule<Call>[], call: Call): Refusal | undefined {
  const rule = rules.find(({ when }) => when(call))
  if (!rule) return undefined
  const { kind = 'not-possible', refuse, says } = rule
  const why = says?.(call) ?? refuse
  return kind === 'forbidden' ? { kind, hint: why } : { kind, why }
}

/** A field of the body that the state of the world refuses, with what is said of it. */
export interface FieldCheck<Call, Value> {
  readonly refuse: string
  readonly when: (value: Value, call: Call) => boolean
}
