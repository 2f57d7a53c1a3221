/** Query parameters: texts that stand for other things, with the form the document gives them. */
import * as z from 'zod'
import { message } from './messages.ts'

const integer = (min: number) =>
  z
    .string()
    .regex(/^\s*[+-]?\d+\s*$/, { error: 'A valid integer is required.' })
    .transform(Number)
    .pipe(
      z
        .int({ error: 'A valid integer is required.' })
        .min(min, { error: `Ensure this value is greater than or equal to ${min}.` }),
    )

/** `page` and `page_size`, for lists in pages. */
export const pageParameters = {
  page: integer(1).default(1).meta({ type: 'integer', minimum: 1, default: 1, description: 'Page number, from 1.' }),
  page_size: integer(1)
    .transform((size) => Math.min(size, 100))
    .default(20)
    .meta({ type: 'integer', minimum: 1, default: 20, description: 'Rows on a page; more than 100 act as 100.' }),
}

const booleans: Readonly<Record<string, boolean>> = { true: true, 1: true, yes: true, false: false, 0: false, no: false }

export const queryBoolean = (description: string) =>
  z
    .string()
    .transform((text, context): boolean => {
      const key = text.toLowerCase()
      if (!Object.hasOwn(booleans, key)) context.addIssue({ code: 'custom', message: 'Must be a valid boolean.' })
      return booleans[key] ?? false
    })
    .optional()
    .meta({ type: 'boolean', description })

export const queryDate = (description: string) => z.iso.date().optional().meta({ description })

export const queryUuid = (description: string) => z.guid().toLowerCase().optional().meta({ description })

export const queryText = (description: string) => z.string().optional().meta({ description })

export const queryChoice = <const Choice extends string>(choices: readonly Choice[], description: string) =>
  z.enum(choices).optional().meta({ description })

/** Comma-separated choices. */
export const queryChoices = <const Choice extends string>(choices: readonly Choice[], description: string) =>
  z
    .string()
    .transform((text, context): Choice[] => {
      const items = text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean)
      for (const item of items)
        if (!(choices as readonly string[]).includes(item)) context.addIssue({ code: 'custom', message: notAChoice(item) })
      return items as Choice[]
    })
    .optional()
    .meta({ type: 'array', items: { type: 'string', enum: [...choices] }, description })

const notAChoice = (input: string) => message({ code: 'invalid_value', values: [], input }) as string
