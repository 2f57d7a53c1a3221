/** Entries of a journal, as the control API takes and shows them. */
import * as z from 'zod'
import { Instant } from '../../core/time/instant.ts'
import type { Json } from '../../core/values/json.ts'
import { NewFault } from '../../core/world/faults/fault.ts'
import { entryKinds } from '../../core/world/journal/entry.ts'
import { type EntryFilter, NO_QUERY } from '../../core/world/journal/filter.ts'
import { ClockMode } from '../clock-mode.ts'
import { after, limit } from '../conventions/query.ts'
import { passed } from '../fired.ts'

const happened = {
  number: z.int().meta({ description: 'Counted for the life of the world; it never comes twice.' }),
  at: Instant.meta({ description: 'The time of the world.' }),
  changed: z.int().meta({ description: 'How many rows it changed.' }),
}

const { connection, lose } = NewFault.shape

export const CallEntry = z
  .object({
    ...happened,
    kind: z.literal('call'),
    api: z.string(),
    operation: z.string().nullable(),
    caller: z.object({ id: z.string(), name: z.string() }).nullable(),
    request: z.object({
      method: z.string(),
      path: z.string(),
      query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
      text: z.string().optional(),
    }),
    response: z.object({
      status: z.int(),
      headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      body: z.unknown(),
    }),
    warnings: z.array(z.string()),
    fault: z.string().nullable(),
    delivery: z.object({ delayMs: z.int().optional(), bytesPerSecond: z.int().optional(), connection, lose }).nullable(),
  })
  .meta({ id: 'CallEntry', description: 'A request to an API and its answer.' })

const ClockEntry = z
  .object({
    ...happened,
    kind: z.literal('clock'),
    from: Instant,
    to: Instant,
    mode: ClockMode,
    ...passed,
  })
  .meta({ id: 'ClockEntry', description: 'The clock was moved or changed its mode, or ran on and made something happen.' })

const ControlEntry = z
  .object({ ...happened, kind: z.literal('control'), action: z.string(), subject: z.unknown().optional() })
  .meta({ id: 'ControlEntry', description: 'The simulator was steered: a fault added or removed, a state loaded or restored.' })

const EventEntry = z
  .object({ ...happened, kind: z.literal('event'), type: z.string(), body: z.unknown() })
  .meta({ id: 'EventEntry', description: 'The other side acted.' })

const DataEntry = z.object({ ...happened, kind: z.literal('data'), table: z.string(), action: z.string() }).meta({
  id: 'DataEntry',
  description: 'Rows were changed by hand: by the collections of a test, or by a call to `/__sim/tables`.',
})

const kinds = [CallEntry, ClockEntry, ControlEntry, EventEntry, DataEntry] as const

export const Entry = z.discriminatedUnion('kind', kinds).meta({ id: 'JournalEntry' })

const Row = z.looseObject({ id: z.string() }).nullable()
const rows = z
  .array(z.object({ table: z.string(), id: z.string(), before: Row, after: Row }))
  .meta({ description: 'The rows it changed: `before` is null for a new one, `after` for one that was deleted.' })

export const EntryWithRows = z
  .discriminatedUnion('kind', [
    CallEntry.extend({ rows }),
    ClockEntry.extend({ rows }),
    ControlEntry.extend({ rows }),
    EventEntry.extend({ rows }),
    DataEntry.extend({ rows }),
  ])
  .meta({ id: 'JournalEntryWithRows' })

/** What a filter of calls may say, in a query or a body. */
export const callFilter = {
  api: z.string().optional().meta({ description: 'Such as `ar`.' }),
  method: z.string().optional(),
  path: z.string().optional().meta({ description: 'Without the prefix of the world; `*` stands for any text.' }),
  status: z.string().optional().meta({ description: 'Such as `200`, `4xx` for all of a class, or `0` for no answer.' }),
  caller: z.string().optional().meta({ description: 'The id, name, username or role of who called.' }),
  fault: z.string().optional().meta({ description: 'The id of the fault that the call met.' }),
}

/** What the query of a call must have. */
export const QueryValues = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string())], { error: 'A text, or a list of texts.' }),
  { error: NO_QUERY },
)

/** A condition that is no text, as JSON in a query: as it was sent, since schemas leave out a name such as `__proto__`. */
const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, { issues }): z.output<Schema> => {
      const told = (message: string, path: PropertyKey[]) => issues.push({ code: 'custom', input: text, path, message })
      try {
        const value = JSON.parse(text)
        for (const { message, path } of schema.safeParse(value).error?.issues ?? []) told(message, path)
        return value
      } catch {
        told('Must be JSON.', [])
        return z.NEVER
      }
    })
    .optional()

export const EntryQuery = z.object({
  kind: z.string().optional().meta({ enum: entryKinds, description: 'Only entries of this kind.' }),
  operation: z
    .string()
    .optional()
    .meta({ description: 'Such as `approveAction`; `crm.login` where several APIs have one of a name.' }),
  ...callFilter,
  query: json(QueryValues).meta({ description: 'As JSON: values that the query of the call must have.' }),
  body: json(z.unknown() as z.ZodType<Json>).meta({ description: 'As JSON: parts that the body of the call must have.' }),
  after: after('Only entries behind this number.'),
  limit: limit('At most so many: the newest, or the first behind `after`.'),
}) satisfies z.ZodType<EntryFilter>
