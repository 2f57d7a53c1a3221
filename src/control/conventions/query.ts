/** Query parameters, and the parts of paths that are numbers. */
import * as z from 'zod'
import type { Example } from '../../core/call/operation.ts'

/** A whole number in a query or a path, of digits only. */
export const wholeNumber = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, { error: 'Must be a whole number.' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, ...(most < Number.MAX_SAFE_INTEGER && { maximum: most }) })

const bit = z
  .string()
  .pipe(z.enum(['true', 'false']))
  .transform((text) => text === 'true')

/** `true` or `false`, and which of them unless told. */
export const flag = (usual: boolean, description: string) =>
  bit.default(usual).meta({ type: 'boolean', default: usual, description })

/** How many are told, at most. */
export const limit = (description: string) => wholeNumber(1).optional().meta({ description })

/** Behind which number. */
export const after = (description: string) => wholeNumber(0).optional().meta({ description })

/** An example for lists that are told both. */
export const noNumbersExample: Example = {
  name: 'what is no number is refused in plain words',
  mark: 'C',
  query: { after: 'yesterday', limit: '0' },
  expect: {
    status: 400,
    body: {
      error: {
        details: [
          { field: 'after', message: 'Must be a whole number.' },
          { field: 'limit', message: 'Must be at least 1.' },
        ],
      },
    },
  },
}
