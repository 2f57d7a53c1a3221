/** The rows of one table of one world, in the dialect of `@msw/data`. */
import type { Columns, Row, TableDefinition } from '../core/store/definition.ts'
import type { Table } from '../core/store/table.ts'
import { quoted } from '../core/values/given.ts'
import { isWholeNumber } from '../core/values/whole-number.ts'
import { CollectionError } from '../core/world/rows/collection-error.ts'
import { changedRow, editRows, newRow, type UpdateOption } from '../core/world/rows/edit-row.ts'
import { rowsInOrder } from '../core/world/rows/row-order.ts'
import type { World } from '../core/world/world.ts'
import { frozen } from './frozen.ts'
import { checkOptions, type PageOptions, type Predicate, paged, type SortOptions, sorted, toTest } from './select.ts'

export interface StrictOption<Strict extends boolean = boolean> {
  /** Whether to throw where no row fits. */
  readonly strict?: Strict | undefined
}

/** Which of the rows that fit, and in what order. As in `@msw/data`, the order is that of the answer: the page is taken first. */
export type ManyOptions<R extends Row> = PageOptions & SortOptions<R> & StrictOption

/** What may be given of a new row: nothing that follows from other rows. */
type Given<R, Kept extends keyof R> = Columns<Omit<R, Kept>>

const anything = () => true

type Edit = 'create' | 'createMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'clear'

type Found<R, Strict extends boolean> = Strict extends true ? Readonly<R> : Readonly<R> | undefined

/**
 * The rows of one table.
 *
 * - Rows are in the order in which they were made; those with an id of the author's own come last.
 * - Rows are frozen: to change one, use `update`.
 * - Statuses may be set freely; what the API allows is for the API to say.
 * - What cannot be done throws and changes nothing, the calls for many rows too.
 */
export class Collection<R extends Row, Kept extends keyof R = never> {
  readonly #world: World
  readonly #definition: TableDefinition<R>

  constructor(world: World, definition: TableDefinition<R>) {
    this.#world = world
    this.#definition = definition
  }

  /**
   * Makes a row. What is left out gets a default; what has none is needed.
   *
   * @throws CollectionError for values that the table's schema refuses, unknown columns, an id that is taken, and ids of rows that do not exist
   * @example
   * db.actions.create({ invoice: invoice.id, status: 'scheduled', scheduled_for: '2026-06-03T09:00:00Z' })
   */
  create(values: Given<R, Kept> = {}): Readonly<R> {
    return this.#edit('create', (table) => this.#make(table, values))
  }

  /**
   * Makes several rows.
   *
   * @param valuesOf gets the number of the row, counted from 0
   * @throws CollectionError as `create` does; then none is made
   * @example
   * db.invoices.createMany(3, (index) => ({ customer: customer.id, amount: 100 * (index + 1) }))
   */
  createMany(count: number, valuesOf: (index: number) => Given<R, Kept>): Readonly<R>[] {
    if (!isWholeNumber(count, 0)) throw new CollectionError(`The count is a whole number of at least 0, not ${quoted(count)}.`)
    if (typeof valuesOf !== 'function')
      throw new CollectionError('Give a function that returns the values of a row, such as (index) => ({ … }).')
    return this.#edit('createMany', (table) =>
      Array.from({ length: count }, (_, index) => this.#make(table, valuesOf(index), ` (${index + 1} of ${count})`)),
    )
  }

  /**
   * The first row that fits; without a query, the first of all.
   *
   * @throws CollectionError where none fits and `strict` is set
   * @example
   * db.actions.findFirst((q) => q.where({ status: 'proposed', urgency_score: (score) => score > 80 }))
   */
  findFirst<Strict extends boolean = false>(predicate?: Predicate<R>, options: StrictOption<Strict> = {}): Found<R, Strict> {
    return this.#first(predicate ? toTest(this.#definition, predicate) : anything, options)
  }

  /**
   * All rows that fit; without a query, all there are.
   *
   * @throws CollectionError where none fits and `strict` is set, and for a `take` or `skip` that is no whole number
   * @example
   * db.invoices.findMany((q) => q.where({ balance: (balance) => balance > 0 }), { take: 10, orderBy: { due_date: 'asc' } })
   */
  findMany(predicate?: Predicate<R>, options: ManyOptions<R> = {}): Readonly<R>[] {
    return this.#many(predicate ? toTest(this.#definition, predicate) : anything, options)
  }

  /**
   * Changes the first row that fits, or the row given. `data` changes a copy, or returns the columns that change.
   *
   * @returns the row as it is now; undefined where none fits
   * @throws CollectionError for a result that `create` would refuse, another id, an asynchronous `data`; where none fits and `strict` is set
   * @example
   * db.actions.update((q) => q.where({ id }), {
   *   data(action) {
   *     action.status = 'completed'
   *   },
   * })
   */
  update<Strict extends boolean = false>(
    target: Predicate<R> | Row,
    options: UpdateOption<R, Kept> & StrictOption<Strict>,
  ): Found<R, Strict> {
    return this.#edit('update', () => {
      const row = this.#first(toTest(this.#definition, target), options)
      return row && this.#change(row, options)
    })
  }

  /**
   * Changes all rows that fit.
   *
   * @returns the rows as they are now
   * @throws CollectionError as `update` does; then none has changed
   * @example
   * db.customers.updateMany((q) => q.where({ status: 'prospect' }), { data: () => ({ status: 'active' }) })
   */
  updateMany(predicate: Predicate<R>, options: UpdateOption<R, Kept> & ManyOptions<R>): Readonly<R>[] {
    return this.#edit('updateMany', () => {
      const { orderBy, ...page } = options
      const rows = this.#many(toTest(this.#definition, predicate), page).map((row) => this.#change(row, options))
      return sorted(this.#definition, rows, orderBy)
    })
  }

  /**
   * Deletes the first row that fits, or the row given. Rows that refer to it stay, as they are.
   *
   * @returns the row; undefined where none fits
   * @throws CollectionError where none fits and `strict` is set
   * @example
   * db.tokens.delete((q) => q.where({ user: user.id }))
   */
  delete<Strict extends boolean = false>(target: Predicate<R> | Row, options: StrictOption<Strict> = {}): Found<R, Strict> {
    return this.#edit('delete', (table) => {
      const row = this.#first(toTest(this.#definition, target), options)
      if (row) table.delete(row.id)
      return row
    })
  }

  /**
   * Deletes all rows that fit.
   *
   * @returns those rows
   * @throws CollectionError where none fits and `strict` is set
   * @example
   * db.invoices.deleteMany((q) => q.where({ balance: 0 }))
   */
  deleteMany(predicate: Predicate<R>, options: ManyOptions<R> = {}): Readonly<R>[] {
    return this.#edit('deleteMany', (table) => {
      const rows = this.#many(toTest(this.#definition, predicate), options)
      for (const { id } of rows) table.delete(id)
      return rows
    })
  }

  /** How many rows there are in all. */
  count(...none: readonly never[]): number {
    if (none.length) throw new CollectionError('count() counts all rows: those that fit are findMany(query).length.')
    this.#catchUp()
    return this.#table.size
  }

  /** All rows. */
  all(): Readonly<R>[] {
    return this.findMany()
  }

  /** Deletes all rows. */
  clear(): void {
    this.#edit('clear', (table) => {
      for (const { id } of [...table.all()]) table.delete(id)
    })
  }

  get #table(): Table<R> {
    return this.#world.table(this.#definition)
  }

  /** What has fallen due has happened, as before a call. */
  #catchUp(): void {
    if (!this.#world.isBeingMade) this.#world.clock.catchUp()
  }

  #edit<T>(action: Edit, work: (table: Table<R>) => T): T {
    this.#catchUp()
    try {
      return editRows(this.#world, this.#definition, action, () => work(this.#table))
    } catch (error) {
      // Its stack begins with the line of the author: Node tells ten, and there are more on the way from there.
      if (error instanceof CollectionError) Error.captureStackTrace?.(error, this[action])
      throw error
    }
  }

  #many(fits: (row: R) => boolean, options: ManyOptions<R>): Readonly<R>[] {
    checkOptions(options)
    const { orderBy, strict, ...page } = options
    this.#catchUp()
    const rows = paged(rowsInOrder(this.#world, this.#definition), fits, page)
    if (rows.length === 0 && strict) throw this.#nothing()
    return sorted(this.#definition, rows, orderBy).map(frozen)
  }

  #first<Strict extends boolean>(fits: (row: R) => boolean, options: StrictOption<Strict>): Found<R, Strict> {
    checkOptions(options)
    const { strict } = options
    this.#catchUp()
    const row = rowsInOrder(this.#world, this.#definition).find(fits)
    if (!row && strict) throw this.#nothing()
    return (row && frozen(row)) as Found<R, Strict>
  }

  #make(table: Table<R>, values: Given<R, Kept>, which?: string): Readonly<R> {
    return frozen(table.put(newRow(this.#world, this.#definition, values as Columns<R>, which)))
  }

  #change(row: R, options: UpdateOption<R, Kept>): Readonly<R> {
    const changed = changedRow(this.#world, this.#definition, row, options)
    return frozen(changed === row ? row : this.#table.put(changed))
  }

  #nothing(): CollectionError {
    return new CollectionError(`No ${this.#definition.kind} fits the query.`)
  }
}
