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

export const Query = Imported as unknown as new <T>(test?: Test<NoInfer<T>>) => Query<T>

/** Whether it is a query, whichever copy of the library has made it: rows have no such methods. */
export const isQuery = <R extends Row>(target: unknown): target is Query<R> =>
  typeof target === 'object' &&
  target !== null &&
  ['test', 'where', 'and', 'or'].every((name) => typeof (target as Readonly<Record<string, unknown>>)[name] === 'function')
