/** A fault: which calls it hits, and what goes wrong with them. */
import * as z from 'zod'
import { defineTable } from '../../store/definition.ts'
import type { Json } from '../../values/json.ts'
import { knownFields } from '../../values/known-fields.ts'
import type { CallTypes, OperationName } from '../calls.ts'

/** Nobody waits longer. */
const TEN_MINUTES = 600_000
const LONGEST_TEXT = 1_000

const Name = z.string().min(1).max(LONGEST_TEXT)
const Milliseconds = z
  .int({ error: 'A number of milliseconds is a whole one.' })
  .min(0, { error: 'A time is not below zero.' })
  .max(TEN_MINUTES, { error: 'A delay has at most 600000 milliseconds.' })
const count = (least: number) =>
  z
    .int({ error: 'A whole number is required.' })
    .min(least, { error: `A number of at least ${least} is required.` })
    .max(1_000_000_000, { error: 'At most 1000000000 are possible.' })

const Match = knownFields({
  api: Name.optional().meta({ description: 'The name of an API, such as `ar`.' }),
  operation: Name.optional().meta({ description: 'Its id; `crm.login` where two APIs have one of that name.' }),
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .optional()
    .meta({ description: 'As it is sent: HEAD is not GET.' }),
  path: Name.optional().meta({ description: 'Without the world and the query; `*` stands for any characters.' }),
  query: z
    .record(
      Name,
      z.union([z.string().max(LONGEST_TEXT), z.array(z.string().max(LONGEST_TEXT))], { error: 'A text, or a list of texts.' }),
    )
    .optional()
    .meta({ description: 'The query’s values, at least; a list for a name that comes several times.' }),
  headers: z
    .record(Name, z.string().max(LONGEST_TEXT))
    .optional()
    .meta({ description: 'The headers, at least; their names in any case.' }),
  caller: Name.optional().meta({ description: 'The id, name, username or role of who calls.' }),
  body: z.unknown().optional().meta({ description: 'What the JSON body holds at least.' }),
})

const Answer = knownFields({
  status: z
    .int({ error: 'A status is a whole number from 200 to 599.' })
    .min(200, { error: 'A status is a whole number from 200 to 599.' })
    .max(599, { error: 'A status is a whole number from 200 to 599.' }),
  headers: z.record(z.string().max(LONGEST_TEXT), z.string().max(LONGEST_TEXT)).optional(),
  body: z
    .unknown()
    .optional()
    .meta({ description: 'In the shape of the API’s own errors unless given. A text is sent as it is, all else as JSON.' }),
})

/** What a fault is made of. */
export const NewFault = knownFields({
  match: Match.default({}).meta({ description: 'All that is given must match; without it, every call to the APIs does.' }),
  answer: Answer.optional().meta({ description: 'Is answered instead of what was asked for, which does not happen.' }),
  connection: z.enum(['reset', 'empty', 'garbage', 'truncated']).optional(),
  lose: z.enum(['request', 'response']).optional(),
  delayMs: Milliseconds.optional(),
  jitterMs: Milliseconds.optional().meta({ description: 'Is added to the delay: up to so much, by chance.' }),
  bytesPerSecond: count(1).optional(),
  after: count(0).optional().meta({ description: 'So many calls that match get through first.' }),
  times: count(1).optional().meta({ description: 'So many calls are hit, then none.' }),
  probability: z
    .number()
    .gt(0, { error: 'A probability is above 0, and at most 1.' })
    .max(1, { error: 'A probability is above 0, and at most 1.' })
    .optional(),
})
/** The names of the fields of a fault, and of its parts. */
export const faultNames = (): Readonly<Record<'fault' | 'match' | 'answer', readonly string[]>> => ({
  fault: Object.keys(NewFault.shape),
  match: Object.keys(Match.shape),
  answer: Object.keys(Answer.shape),
})

type AnyFault = z.input<typeof NewFault>

/** A fault to add, with the names of what there is to call. */
export interface NewFault extends Omit<AnyFault, 'match' | 'answer'> {
  readonly match?:
    | (Omit<NonNullable<AnyFault['match']>, 'api' | 'operation' | 'body'> & {
        readonly api?: keyof CallTypes | undefined
        readonly operation?: OperationName | undefined
        readonly body?: Json | undefined
      })
    | undefined
  readonly answer?: (Omit<NonNullable<AnyFault['answer']>, 'body'> & { readonly body?: Json | undefined }) | undefined
}

/** A fault with what has come of it: how many calls have matched until it was used up, and how many of them it has hit. */
export const Fault = z
  .object({ id: z.string(), ...NewFault.shape, match: Match, seen: z.int().min(0), hits: z.int().min(0) })
  .meta({ id: 'Fault' })
export type Fault = z.output<typeof Fault>

export const faultsTable = defineTable({
  name: 'faults',
  kind: 'fault',
  row: z.object({ ...Fault.shape, number: z.int() }),
  indexes: { inOrder: { group: [() => 'all'], order: [{ asc: 'number' }] } },
})
export type FaultRow = z.output<typeof faultsTable.schema>

export const FAULT_ID = 'A fault has an id like fault-1.'
export const faultId = (number: number): string => `fault-${number}`
export const isFaultId = (id: string): boolean => /^fault-[1-9]\d*$/.test(id)

/** Whether the call that it hits is carried out all the same. */
export const carriesOut = ({ answer, connection, lose }: Fault): boolean =>
  !answer && (connection === undefined || connection === 'truncated') && lose !== 'request'
