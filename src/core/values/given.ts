/** Fields that were given, and not left out. */

export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>

/** A row with the fields that were sent. */
export const updated = <R extends object>(row: R, fields: { readonly [Field in keyof R]?: R[Field] | undefined }): R => ({
  ...row,
  ...given(fields),
})
