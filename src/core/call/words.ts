/** What things mean, in sentences for a stranger. They are for documents only: the files that browsers load are built without. */
export interface Words {
  /** In Markdown: how an API is called at all. */
  readonly about?: string
  /**
   * What a field means, by its name; where that depends, with what it is in before it: a schema, or a table whose rows have no
   * schema of their own, and the way to it. `status`, `Action.status`, `Action.metadata.last_error`, `tokens.expires_at`.
   */
  readonly fields?: Readonly<Record<string, string>>
  readonly parameters?: Readonly<Record<string, string>>
  /** What is answered, by the operation; where it has several successes, with the status: `syncIntegration.202`. */
  readonly answers?: Readonly<Record<string, string>>
  /** What the rows of a table are. */
  readonly tables?: Readonly<Record<string, string>>
  /** What the default of a column follows from, by table and column: `invoices.due_date`. */
  readonly follows?: Readonly<Record<string, string>>
  /** What to call next with what was answered: by operation, by the next one, its parameters and the places they come from in the body. */
  readonly links?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>
}
