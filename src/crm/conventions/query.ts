/** Query parameters: texts that stand for other things, with the form the document gives them. */
import * as z from 'zod'
import { NO_TIME, readTime, TIME_OR_DATE } from './values.ts'

export const queryText = (description: string) => z.string().optional().meta({ description })

export const queryBoolean = (description: string) =>
  z
    .stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'], error: 'Must be a boolean.' })
    .optional()
    .meta({ type: 'boolean', description })

const PLUS_LOST = /T\S+ \d\d:\d\d$/

/** A datetime with a time zone, or a date: its start in UTC. */
export const queryInstant = (description: string) =>
  z
    .string()
    .transform((text, context) => {
      if (!PLUS_LOST.test(text)) return readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text, context)
      context.addIssue({ code: 'custom', message: `${NO_TIME} Write the "+" as "%2B": in a query it is a space.` })
      return z.NEVER
    })
    .optional()
    .meta({ ...TIME_OR_DATE, description })
