/** What counts as heard from a customer: what people there write and say, and not what machines report. */
import type { World } from '../../core/world/handle.ts'
import { isAutomatic, type ThreadRow, threads } from './thread.ts'

/** Who writes that an e-mail did not arrive. */
const isPostOffice = (address: string): boolean => /^(mailer-daemon|postmaster)@/i.test(address)

/** Whether a person at the customer wrote or called: no automatic reply, and no report of an e-mail that came back. */
export const isFromCustomer = (message: ThreadRow): boolean =>
  message.direction === 'inbound' && !isAutomatic(message) && !isPostOffice(message.sender ?? '')

/** Whether what a message answers is from a person at the customer. */
export function answersCustomer(world: World, answered: string | null | undefined): boolean {
  const message = world.table(threads).get(answered ?? '')
  return message !== undefined && isFromCustomer(message)
}
