/** Every way to say no, without a word of how an API puts it. */

export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** `hint` says more than the API's own words do; it goes into the warnings. */
export type Refusal = { readonly hint?: string | undefined } & (
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed'; readonly method: string; readonly allow: readonly string[] }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'media-type'; readonly type: string }
  | { readonly kind: 'syntax'; readonly reason: string }
  | { readonly kind: 'not-an-object'; readonly type: string }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'state'; readonly why: string; readonly status?: number | undefined }
  | { readonly kind: 'bug'; readonly message: string }
)

/** Thrown by a handler that finds it must refuse after all; what it wrote is undone. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}
