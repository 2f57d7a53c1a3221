/** What is inside the values of a column, by its schema. */
import * as z from 'zod'

export type Schema = z.ZodType

/** What a schema says of itself, as far as it leads inwards. */
interface Inwards {
  readonly type: string
  /** Of what may be left out or null. */
  readonly innerType?: Schema
  /** Of a list. */
  readonly element?: Schema
  /** Of what is one of several. */
  readonly options?: readonly Schema[]
  readonly out?: Schema
  readonly shape?: Readonly<Record<string, Schema>>
  readonly catchall?: Schema
  readonly valueType?: Schema
}

const inwardsOf = (schema: Schema): Inwards => schema.def as unknown as Inwards

/** What a value is, each of what it may be, and of a list each item. */
function kindsOf(schema: Schema): Inwards[] {
  const def = inwardsOf(schema)
  const within = def.options ?? [def.innerType ?? def.element ?? def.out].filter((each) => each !== undefined)
  return within.length ? within.flatMap(kindsOf) : [def]
}

/** The schemas of what is there under a name; none where there is nothing. */
export const schemasAt = (schemas: readonly Schema[], name: string): Schema[] =>
  schemas.flatMap(kindsOf).flatMap(({ type, shape, catchall, valueType }) => {
    if (shape)
      return Object.hasOwn(shape, name)
        ? [shape[name] as Schema]
        : catchall && inwardsOf(catchall).type !== 'never'
          ? [catchall]
          : []
    if (valueType) return [valueType]
    return anything.has(type) ? [z.unknown()] : []
  })

/** The names that are there for certain. */
export const namesIn = (schemas: readonly Schema[]): string[] =>
  schemas.flatMap(kindsOf).flatMap(({ shape }) => Object.keys(shape ?? {}))

/** What says nothing of its inside. */
const anything = new Set(['any', 'unknown', 'custom', 'lazy'])
