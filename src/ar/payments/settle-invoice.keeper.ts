import { defineKeeper } from '../../core/world/keeper.ts'
import { invoices } from '../invoices/invoice.ts'
import { settled } from './settle.ts'

/** A new one was open first, so that its past is right where it was closed later than it was made. */
export const settleInvoice = defineKeeper({
  of: invoices,
  keep(world, row, before) {
    if (before) return settled(world, row, row.updated_at)
    const { closed_as } = row
    const opened = settled(world, { ...row, closed_as: null }, row.created_at)
    return closed_as ? settled(world, { ...opened, closed_as }, row.updated_at) : opened
  },
})
