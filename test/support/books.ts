/** Whether the books of every company agree, as the API shows them. */
import { expect } from 'vitest'
import type { Client } from './client.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Shown = any

const cents = (amount: number): number => Math.round(amount * 100)
const sum = (rows: readonly Shown[], of: (row: Shown) => number): number => rows.reduce((all, row) => all + cents(of(row)), 0)

function grouped(rows: readonly Shown[], field: string): Map<string, Shown[]> {
  const groups = new Map<string, Shown[]>()
  for (const row of rows) groups.set(row[field], [...(groups.get(row[field]) ?? []), row])
  return groups
}

export interface BookKeeper {
  readonly company: string
  readonly get: (path: string) => Shown
}

/** Somebody of every company. */
export function keepers({ call }: Client): BookKeeper[] {
  const { companies } = call('GET /__sim').body
  return companies.map(({ id, members }: Shown) => ({
    company: id,
    get: (path: string) =>
      call(`GET /api/companies/${id}/${path}`, undefined, { authorization: `Token ${members[0].token}` }).body,
  }))
}

export function all({ get }: BookKeeper, list: string): Shown[] {
  const rows: Shown[] = []
  for (let cursor = ''; cursor !== null; ) {
    const page = get(`${list}?limit=500${cursor && `&cursor=${cursor}`}`)
    rows.push(...page.data)
    cursor = page.next_cursor
  }
  return rows
}

/** Amounts, balances, what payments are, customers' totals and the counts of lists, to the cent. */
export function expectBooksToAgree(client: Client): void {
  for (const keeper of keepers(client)) {
    const [invoices, payments, customers] = ['invoices', 'payments', 'customers'].map((list) => all(keeper, list)) as [
      Shown[],
      Shown[],
      Shown[],
    ]
    const paid = grouped(
      payments.filter(({ status }) => status !== 'PENDING'),
      'invoice',
    )
    for (const invoice of invoices) {
      const { amount, balance, credited_amount, written_off_amount, status } = invoice
      const parts = sum(paid.get(invoice.id) ?? [], (payment) => payment.amount)
      expect(cents(amount), invoice.invoice_number).toBe(
        parts + cents(credited_amount) + cents(written_off_amount) + cents(balance),
      )
      expect(!status.startsWith('closed'), invoice.invoice_number).toBe(balance > 0)
      if (credited_amount + written_off_amount === 0)
        expect((paid.get(invoice.id) ?? []).some((payment) => payment.status === 'PAID')).toBe(parts >= cents(amount))
      for (const money of [amount, balance, credited_amount, written_off_amount]) expect(cents(money) / 100).toBe(money)
    }
    const owed = grouped(
      invoices.filter(({ balance }) => balance > 0),
      'customer',
    )
    for (const { id, total_balance, overdue_balance } of customers) {
      const open = owed.get(id) ?? []
      const late = open.filter(({ days_overdue }) => days_overdue > 0)
      expect([cents(total_balance), cents(overdue_balance)]).toEqual([open, late].map((rows) => sum(rows, (row) => row.balance)))
    }
    const { count, facets } = keeper.get('invoices?limit=1')
    expect(count).toBe(invoices.length)
    for (const [status, number] of Object.entries(facets.status)) {
      expect(number, status).toBe(invoices.filter((invoice) => invoice.status === status).length)
      expect(keeper.get(`invoices?limit=1&status=${status}`).count).toBe(number)
    }
    for (const status of ['PAID', 'PARTIAL', 'PENDING'])
      expect(keeper.get(`payments?limit=1&status=${status}`).count).toBe(payments.filter((each) => each.status === status).length)
  }
}
