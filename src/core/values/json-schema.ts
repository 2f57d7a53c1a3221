/** What zod writes into JSON Schemas that says nothing. */

/** What a whole number can be at all is no limit. */
export function dropUsualLimits(schema: { minimum?: number; maximum?: number }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}
