/** What was given: fields that were not left out, values that are possible. */

export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>

type Given<T> = { [Field in keyof T as undefined extends T[Field] ? never : Field]: T[Field] } & {
  [Field in keyof T as undefined extends T[Field] ? Field : never]?: Exclude<T[Field], undefined>
}

/** A row with the fields that were sent. */
export const updated = <R extends object>(row: R, fields: { readonly [Field in keyof R]?: R[Field] | undefined }): R => ({
  ...row,
  ...given(fields),
})

/** What is wrong with a value that is to be one of some; undefined where it is. */
export const notOneOf = (name: string, value: unknown, values: readonly unknown[]): string | undefined =>
  values.includes(value) ? undefined : `${name} is ${values.join(' or ')}, not ${JSON.stringify(value)}.`

/** A value as a message names it; of a text no more than 80 characters. */
export const quoted = (value: unknown): string => `${JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value)}`
