import * as z from 'zod'
import type { Issue } from '../../core/call/refusal.ts'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { labels } from '../labels/label.ts'
import { changed, SharedChanges, warnOfClosed } from './change-invoice.ts'
import { Invoice, type InvoiceRow, invoices, isOpen, stateOf } from './invoice.ts'
import { cannot } from './refuse-closed.ts'

const MOST = 500

const Ids = z
  .array(Uuid)
  .min(1)
  .max(MOST)
  .superRefine((ids, context) => {
    const seen = new Set<string>()
    ids.forEach((id, index) => {
      if (seen.has(id)) context.addIssue({ code: 'custom', path: [index], message: 'This id is there already.' })
      seen.add(id)
    })
  })

export const bulkUpdateInvoices = defineOperation({
  id: 'bulkUpdateInvoices',
  route: 'PATCH /companies/{company_id}/invoices/bulk',
  summary: 'Update invoices in bulk',
  description:
    'The same changes for up to 500 invoices, as for one; only their numbers cannot be changed together. All of them change, or none: what is wrong with each stands under its id.',
  source: 'invoices, Update invoices in bulk',
  body: z.object({ ids: Ids, changes: SharedChanges }),
  references: { ids: invoices },
  clashes: ({ world, company, body: { ids, changes } }) => [
    ...unknownLabels(world, company.id, changes.labels),
    ...named(world, ids).flatMap((invoice) => issuesOf(world, invoice, changes)),
  ],
  responses: { 200: z.object({ updated_count: z.int(), data: z.array(Invoice) }) },

  handle({ world, body: { ids, changes }, warn, reply }) {
    const targets = named(world, ids)
    for (const invoice of targets) warnOfClosed(invoice, changes, warn)
    const rows = targets.map((invoice) => world.save(invoices, changed(world, invoice, changes).row))
    return reply(200, { updated_count: rows.length, data: rows.map((row) => world.show(invoices, row)) })
  },

  examples: [
    {
      name: 'changes many at once',
      mark: 'D invoices-18',
      body: {
        ids: ['$samples.invoices.past_due_90p', '$samples.invoices.past_due_61_90'],
        changes: { status: 'closed_written_off', labels: ['$samples.labels.first'] },
      },
      expect: {
        status: 200,
        body: { updated_count: 2, data: [{ status: 'closed_written_off', balance: 0 }, { status: 'closed_written_off' }] },
      },
    },
    {
      name: 'changes none where one cannot be changed, and says why under its id',
      mark: 'C',
      body: {
        ids: ['$samples.invoices.current', '$samples.invoices.closed_paid'],
        changes: { status: 'closed_credit_memo', due_date: '2020-01-01' },
      },
      expect: { status: 400 },
    },
    {
      name: 'refuses ids that name nothing or are there twice, and no changes',
      mark: 'C',
      body: { ids: ['$samples.invoices.current', '00000000-0000-4000-8000-00000000dead', '$samples.invoices.current'] },
      expect: {
        status: 400,
        body: { ids: { 2: ['This id is there already.'] }, changes: ['This field is required.'] },
      },
    },
    {
      name: 'refuses an unknown invoice',
      mark: 'C',
      body: { ids: ['00000000-0000-4000-8000-00000000dead'], changes: {} },
      expect: {
        status: 400,
        body: { ids: { 0: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'] } },
      },
    },
    {
      name: 'refuses an unknown label',
      mark: 'C',
      body: { ids: ['$samples.invoices.current'], changes: { labels: ['00000000-0000-4000-8000-00000000dead'] } },
      expect: {
        status: 400,
        body: { changes: { labels: { 0: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'] } } },
      },
    },
    {
      name: 'refuses no invoices at all, and what cannot be changed so',
      mark: 'C',
      body: { ids: [], changes: { amount: 0, status: 'current' } },
      expect: {
        status: 400,
        body: {
          ids: ['This list may not be empty.'],
          changes: {
            amount: ['Ensure this value is greater than or equal to 0.01.'],
            status: ['"current" is not a valid choice.'],
          },
        },
      },
    },
  ],
})

const named = (world: World, ids: readonly string[]): InvoiceRow[] =>
  ids.map((id) => world.table(invoices).get(id)).filter((invoice) => invoice !== undefined)

/** What is wrong with one of them, under its id. */
function issuesOf(world: World, invoice: InvoiceRow, changes: z.output<typeof SharedChanges>): Issue[] {
  const closed: Issue[] =
    changes.status === undefined || isOpen(invoice) ? [] : [{ path: ['status'], message: cannot('close', stateOf(invoice)) }]
  return [...closed, ...changed(world, invoice, changes).issues].map(({ path, message }) => ({
    path: ['ids', invoice.id, ...path],
    message,
  }))
}

const unknownLabels = (world: World, company: string, asked: readonly string[] = []): Issue[] =>
  asked.flatMap((id, index) =>
    world.table(labels).get(id)?.company === company
      ? []
      : [{ path: ['changes', 'labels', index], message: `Invalid pk "${id}" - object does not exist.` }],
  )
