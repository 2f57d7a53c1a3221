/** Queries, as `@msw/data` has them. */
import { Query as Imported } from '@msw/data'
import type { Row } from '../core/store/definition.ts'

/** What a row must be like: values of its fields, or what says whether a value fits; of a list, what one of its items must be like. */
type Condition<T> =
  NonNullable<T> extends (infer Item)[] | readonly (infer Item)[]
    ? Condition<Item> | Test<T> | Extract<Item, null | undefined>
    : // biome-ignore lint/suspicious/noExplicitAny: fields of any kind
      T extends Record<any, any>
      ? { [Key in keyof T]?: OfField<T[Key]> }
      : never
type OfField<V> =
  NonNullable<V> extends (infer Item)[] | readonly (infer Item)[]
    ? Condition<Item> | Test<V> | Extract<V, null | undefined>
    : // biome-ignore lint/suspicious/noExplicitAny: fields of any kind
      NonNullable<V> extends Record<any, any>
      ? Condition<V> | Extract<V, null | undefined>
      : V | Test<V>
type Test<T> = (value: T) => unknown

/** Which rows are meant. A query of `@msw/data` itself is one too. */
export interface Query<T> {
  /** Whether a row is. */
  test(row: T): boolean
  where(condition: Condition<T> | Test<T>): Query<T>
  and(...conditions: (Query<T> | Condition<T> | Test<T>)[]): Query<T>
  or(...conditions: (Query<T> | Condition<T> | Test<T>)[]): Query<T>
}

type Given<T> = Query<T> | Condition<T> | Test<T>

const Base = Imported as unknown as new <T>(test?: Test<NoInfer<T>>) => Query<T>

/** Knows which columns its conditions name. */
class NamingQuery<T> extends Base<T> {
  names: readonly string[] = []

  override where(condition: Condition<T> | Test<T>): Query<T> {
    return this.#with(super.where(condition), [condition])
  }

  override and(...conditions: Given<T>[]): Query<T> {
    return this.#with(super.and(...conditions), conditions)
  }

  override or(...conditions: Given<T>[]): Query<T> {
    return this.#with(super.or(...conditions), conditions)
  }

  #with(query: Query<T>, conditions: readonly Given<T>[]): Query<T> {
    const next = new NamingQuery<T>((row) => query.test(row))
    next.names = [...this.names, ...conditions.flatMap(namesOf)]
    return next
  }
}

const namesOf = (given: unknown): readonly string[] =>
  typeof given === 'function' ? [] : isQuery(given) ? namesIn(given) : Object.keys(given as object)

/** The columns that a query names; none for one of another copy of the library. */
export const namesIn = (query: unknown): readonly string[] => (query instanceof NamingQuery ? query.names : [])

export const Query: new <T>(test?: Test<NoInfer<T>>) => Query<T> = NamingQuery

/** Whether it is a query, whichever copy of the library has made it: rows have no such methods. */
export const isQuery = <R extends Row>(target: unknown): target is Query<R> =>
  typeof target === 'object' &&
  target !== null &&
  ['test', 'where', 'and', 'or'].every((name) => typeof (target as Readonly<Record<string, unknown>>)[name] === 'function')
