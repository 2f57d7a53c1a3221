/** What every part of the page is given: whose books, read as one of its members. */
export interface Of {
  readonly world: string
  readonly path: { readonly company_id: string }
  readonly as: string
}
