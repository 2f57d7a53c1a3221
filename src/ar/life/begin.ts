import type { World } from '../../core/world/handle.ts'
import { life } from '../../core/world/life.setting.ts'
import { start } from '../agent/start.ts'
import { customers } from '../customers/customer.ts'
import { connections } from '../integrations/connection.ts'
import { invoices } from '../invoices/invoice.ts'
import { adviseOfPast } from './advise.ts'
import { planBill } from './bill.ts'
import { planPayment } from './pay.ts'
import { settlePersona } from './persona.ts'
import { planSync } from './sync.ts'

/** Life begins: customers are who they are, and mean to go on. */
export function begin(world: World): void {
  if (world.setting(life) === 'off') return
  for (const each of [...world.table(customers).all()]) {
    const customer = settlePersona(world, each)
    adviseOfPast(world, customer)
    planBill(world, customer)
    for (const invoice of world.table(invoices).list('openOfCustomer', customer.id)) planPayment(world, invoice)
  }
  for (const connection of [...world.table(connections).all()]) planSync(world, connection)
  start(world)
}
