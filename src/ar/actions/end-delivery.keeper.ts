import { defineKeeper } from '../../core/world/keeper.ts'
import { actions } from './action.ts'

/** Only what is on its way is delivered. */
export const endDelivery = defineKeeper({
  of: actions,
  keep: (_, row) => (row.status === 'processing' || row.deliver_at === null ? row : { ...row, deliver_at: null }),
})
