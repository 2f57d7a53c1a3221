/** Query parameters: texts that stand for other things, with the form the document gives them. */
import * as z from 'zod'
import { InstantInput } from './values.ts'

export const queryText = (description: string) => z.string().optional().meta({ description })

export const queryBoolean = (description: string) =>
  z
    .stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'], error: 'Must be a boolean.' })
    .optional()
    .meta({ type: 'boolean', description })

/** A datetime with a time zone, or a date: its start in UTC. */
export const queryInstant = (description: string) =>
  z
    .string()
    .transform((text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text))
    .pipe(InstantInput)
    .optional()
    .meta({ type: 'string', description })
