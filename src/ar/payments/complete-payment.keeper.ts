import { instantIn } from '../../core/time/time-zone.ts'
import { defineKeeper } from '../../core/world/keeper.ts'
import { zoneOf } from '../companies/company.ts'
import { invoices } from '../invoices/invoice.ts'
import { isCounted, payments } from './payment.ts'

export const completePayment = defineKeeper({
  of: payments,
  keep: (world, row) => ({
    ...row,
    customer: world.table(invoices).get(row.invoice)?.customer ?? row.customer,
    counts_at: isCounted(row) ? null : instantIn(zoneOf(world, row.company), row.payment_date, '00:00'),
  }),
})
