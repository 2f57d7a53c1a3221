/** To whom at a customer an e-mail goes, and whom a message is from or to. */
import type { World } from '../../core/world/handle.ts'
import { type Contact, contacts } from '../customers/contact.ts'
import { hasBounced } from './bounce.ts'
import { isFromCustomer } from './from-customer.ts'
import type { ThreadRow } from './thread.ts'

/** Who wrote a message, or was written to; undefined where nobody knows, or they are there no more. */
export function contactIn(world: World, { contact, customer }: ThreadRow): Contact | undefined {
  const known = world.table(contacts).get(contact ?? '')
  return known?.customer === customer ? known : undefined
}

/** The primary contact first, then who wrote what is answered: of these nobody of whom mail came back, where there is another. */
export function addresseesOf(world: World, customer: string, answered?: ThreadRow): Contact[] {
  const writer = answered && isFromCustomer(answered) ? contactIn(world, answered) : undefined
  const primary = world.table(contacts).find('ofCustomer', customer)
  const all = [...new Set([primary, writer])].flatMap((contact) => contact ?? [])
  const reached = all.filter(({ company, email }) => !hasBounced(world, company, email))
  return reached.length ? reached : all.slice(0, 1)
}
