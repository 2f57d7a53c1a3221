/** New messages: the only way that operations and timers write them. */
import { given } from '../../core/values/given.ts'
import type { World } from '../../core/world/handle.ts'
import { type Member, members } from '../companies/member.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { ConnectionRow } from '../integrations/connection.ts'
import { addresseesOf } from './addressees.ts'
import { inOneLine } from './subject.ts'
import { type ThreadRow, threads, waitsForAnswer } from './thread.ts'

type Given = 'company' | 'customer' | 'communication_type' | 'direction' | 'subject' | 'body'
type Optional = Exclude<keyof ThreadRow, Given | 'id' | 'created_at' | 'updated_at'>
type NewThread = Pick<ThreadRow, Given> & { readonly [Column in Optional]?: ThreadRow[Column] | undefined }

/** Adds a message, written now unless told; it begins a conversation unless told. */
export function addThread(world: World, values: NewThread, at = world.clock.now()): ThreadRow {
  const id = world.ids.next(threads)
  const requires_response = waitsForAnswer(values)
  return world.create(threads, { thread_group: id, timestamp: at, requires_response, ...given(values) }, { id, at })
}

interface Outgoing {
  readonly company: string
  readonly customer: string
  readonly subject: string
  readonly body: string
  readonly invoices: readonly string[]
  /** The message that it answers, in whose conversation it stands. */
  readonly earlier?: ThreadRow | undefined
}

export const NO_RECIPIENT = 'The customer has no contact to write to.'

export const hasRecipient = (world: World, customer: string): boolean =>
  world.table(contacts).find('ofCustomer', customer) !== undefined

/** The columns of a message that stands in the conversation of the one it answers. */
export const answering = ({ id, thread_group }: ThreadRow): Pick<ThreadRow, 'thread_group' | 'in_reply_to'> => ({
  thread_group,
  in_reply_to: id,
})

/** Sends an e-mail from a mailbox to the customer's primary contact, then to who asked, with the blind copies that the mailbox asks for. */
export function sendEmail(world: World, mailbox: ConnectionRow, { earlier, invoices, ...letter }: Outgoing): ThreadRow {
  const addressees = addresseesOf(world, letter.customer, earlier)
  const { email_address = null, mailbox_bcc_emails = [] } = mailbox.connection_config
  return addThread(world, {
    ...letter,
    subject: inOneLine(letter.subject),
    ...(earlier && answering(earlier)),
    contact: addressees[0]?.id ?? null,
    communication_type: 'email',
    direction: 'outbound',
    invoices: [...invoices],
    connection: mailbox.id,
    sender: email_address,
    recipients: addressees.map(({ email }) => email),
    bcc: mailbox_bcc_emails,
    created_by: world.table(members).get(mailbox.owner ?? '')?.id ?? null,
  })
}

interface Done {
  readonly company: string
  readonly customer: string
  readonly communication_type: ThreadRow['communication_type']
  readonly body: string
  readonly invoices: readonly string[]
}

/** A member has called the customer's primary contact, or noted something: an entry made by hand. */
export function logDone(world: World, member: Member, { invoices, ...done }: Done): ThreadRow {
  return addThread(world, {
    ...done,
    contact: world.table(contacts).find('ofCustomer', done.customer)?.id ?? null,
    direction: 'outbound',
    subject: subjectOf(done.communication_type, world.table(customers).get(done.customer)),
    invoices: [...invoices],
    is_manual: true,
    created_by: member.id,
  })
}

const subjects: Readonly<Record<ThreadRow['communication_type'], string>> = {
  call: 'Call with',
  email: 'E-mail with',
  manual: 'Contact with',
  meeting: 'Meeting with',
  note: 'Note on',
}

/** What an entry made by hand is called where nobody said: "Call with Acme Corp". */
export const subjectOf = (type: ThreadRow['communication_type'], customer: Customer | undefined): string =>
  `${subjects[type]} ${customer?.customer_company_name ?? 'a customer'}`
