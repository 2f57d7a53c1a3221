/** What an open proposal was drafted from, where that has changed since. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import type { ActionRow } from '../actions/action.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'

const InvoiceState = z.object({ invoice_number: z.string(), balance: Money, due_date: CalendarDate })
export type InvoiceState = z.output<typeof InvoiceState>

/** The id is the action's. */
export const draftMemory = defineTable({
  name: 'draft_memory',
  kind: 'draft_memory',
  row: z.object({
    id: Uuid,
    /** When it was drafted, or drafted anew. */
    drafted_at: Instant,
    /** What the invoice was then; null where it still is that. */
    was: InvoiceState.nullable(),
  }),
})

export const stateOf = ({ invoice_number, balance, due_date }: InvoiceRow): InvoiceState => ({
  invoice_number,
  balance,
  due_date,
})

export const draftedAt = (world: World, { id, created_at }: ActionRow): string =>
  world.table(draftMemory).get(id)?.drafted_at ?? created_at
