/** What schemas are called among the components of a document. */
import type * as z from 'zod'

/** Gives a schema its name. */
export const named = <T extends z.ZodType>(name: string, schema: T): T => schema.meta({ id: name })

/** Names a schema after the one that it holds, and what it makes of it: `CustomerPage`. One without a name gives none. */
export function namedAfter<T extends z.ZodType>(part: z.ZodType, role: string, whole: T): T {
  const name = nameOf(part)
  return name === undefined ? whole : named(`${name}${role}`, whole)
}

export const nameOf = (schema: z.ZodType): string | undefined => schema.meta()?.id
