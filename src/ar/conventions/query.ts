/** Query parameters: texts that stand for other things, with the form the document gives them. */
import * as z from 'zod'
import { message } from './messages.ts'
import { readId, Uuid } from './values.ts'

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

/** `limit` and `cursor`, for lists that go on from a cursor; so many rows unless told. */
export const cursorParametersOf = (usual: number) => ({
  limit: integer(1)
    .transform((limit) => Math.min(limit, 500))
    .default(usual)
    .meta({
      type: 'integer',
      minimum: 1,
      default: usual,
      description: 'The most rows to answer with; more than 500 act as 500.',
    }),
  cursor: z.string().optional().meta({ description: 'The `next_cursor` of the answer before; without it the first rows.' }),
})
export const cursorParameters = cursorParametersOf(50)

const booleans: Readonly<Record<string, boolean>> = { true: true, 1: true, yes: true, false: false, 0: false, no: false }

const boolean = z.string().transform((text, context): boolean => {
  const key = text.toLowerCase()
  if (!Object.hasOwn(booleans, key)) context.addIssue({ code: 'custom', message: 'Must be a valid boolean.' })
  return booleans[key] ?? false
})

export const queryBoolean = (description: string) => boolean.optional().meta({ type: 'boolean', description })

/** True unless told. */
export const queryTrue = (description: string) => boolean.default(true).meta({ type: 'boolean', default: true, description })

export const queryDate = (description: string) => z.iso.date().optional().meta({ description })

export const queryUuid = (description: string) => Uuid.optional().meta({ description })

export const queryText = (description: string) => z.string().optional().meta({ description })

export const queryChoice = <const Choice extends string>(choices: readonly Choice[], description: string) =>
  z.enum(choices).optional().meta({ description })

/** A choice that is made unless told: the first. */
export const queryChoiceElseFirst = <const Choice extends string>(choices: readonly [Choice, ...Choice[]], description: string) =>
  z
    .enum(choices)
    .default(() => choices[0])
    .meta({ description })

const MOST_ITEMS = 1_000

/** Comma-separated items, each of which must be right. One that is named twice counts once; commas alone name none, and leave the filter out. */
const list = <Item extends string>(wrong: (item: string) => string | undefined, write = (item: string): string => item) =>
  z.string().transform((text, context): Item[] | undefined => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
    if (items.length > MOST_ITEMS)
      context.addIssue({ code: 'custom', message: `Ensure this field has no more than ${MOST_ITEMS} elements.` })
    else
      for (const item of items) {
        const complaint = wrong(item)
        if (complaint) context.addIssue({ code: 'custom', message: complaint })
      }
    return items.length ? ([...new Set(items.map(write))] as Item[]) : undefined
  })

/** Comma-separated choices. */
export const queryChoices = <const Choice extends string>(choices: readonly Choice[], description: string) =>
  list<Choice>((item) => ((choices as readonly string[]).includes(item) ? undefined : notAChoice(item)))
    .optional()
    .meta({ type: 'array', items: { type: 'string', enum: [...choices] }, description })

const notAChoice = (input: string) => message({ code: 'invalid_value', values: [], input }) as string

/** Comma-separated ids, and a word that stands for something else. */
export const queryUuids = (description: string, word?: string) =>
  list((item) => (item === word || Uuid.safeParse(item).success ? undefined : 'Must be a valid UUID.'), readId)
    .optional()
    .meta({ type: 'array', items: word === undefined ? UUID : { anyOf: [UUID, { type: 'string', const: word }] }, description })

const UUID = { type: 'string', format: 'uuid' }
