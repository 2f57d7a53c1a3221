/** Every way to say no, without a word of how an API puts it. */

export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * `failing` is a service that does not do what it should, for so many seconds: only a fault says so.
 * `hint` says more than the API's own words do; it goes into the warnings.
 */
export type Refusal = { readonly hint?: string | undefined } & (
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed'; readonly method: string; readonly allow: readonly string[] }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'media-type'; readonly type: string }
  | { readonly kind: 'syntax'; readonly reason: string }
  | { readonly kind: 'not-an-object'; readonly value: unknown }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'failing'; readonly status: number; readonly wait: number | undefined }
  | { readonly kind: SaidKind; readonly why: string }
  | { readonly kind: 'bug'; readonly message: string }
)

/**
 * Refusals whose reason the caller is told: a request that means nothing, a wrong name or password, something that does
 * not exist, a status that does not allow it, something done already, no room for more.
 */
type SaidKind = 'bad-request' | 'bad-credentials' | 'missing' | 'not-possible' | 'conflict' | 'no-space'

/** Refusals of callers, who are not told why; the hint says it. What is not theirs may as well not be there. */
export type BarKind = 'unauthenticated' | 'forbidden' | 'not-found'

/** Refusals that a rule of an operation can end in. */
export type RuleKind = Exclude<SaidKind, 'no-space'> | 'forbidden'

export type RefusalKind = Refusal['kind']

/** What an operation may be refused for, as the document says it. */
export interface PossibleRefusal {
  readonly kind: RefusalKind
  readonly why: string
}

/** One of each kind, to see how an API answers it. */
export const exampleRefusal = (kind: RefusalKind): Refusal =>
  ({
    kind,
    why: '',
    method: '',
    allow: [],
    limit: 0,
    type: '',
    reason: '',
    value: null,
    issues: [],
    message: '',
    status: 503,
    wait: 1,
  }) as Refusal

/** Thrown by a handler that finds it must refuse after all; what it wrote is undone. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}
