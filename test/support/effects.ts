/** What happens in a company, and what could care: the words of docs/consequences.md, in its order. */

export const happenings = [
  'an invoice closes',
  'an invoice is due, or changes',
  'a payment arrives',
  'a promise is made',
  'a customer answers',
  'a message cannot be delivered',
  'a customer is deleted or goes',
  'an action is approved',
  'an action is delivered',
  'a person writes, calls or notes',
  'a customer is enrolled',
  'a sequence is changed or archived',
  'a step is sent or skipped',
  'a mailbox expires or goes',
  'a mailbox is connected',
  'a mailbox syncs',
  'an accounting system goes',
  'an accounting system syncs',
  'a member or a company changes',
  'a CRM account is connected',
  'a CRM account syncs',
  'a CRM connection expires or goes',
  'a CRM connection is revoked',
  'a CRM e-mail is sent',
  'a CRM e-mail arrives',
  'a CRM record is matched',
  'a CRM meeting changes',
  'a document is uploaded',
  'a person logs in or out',
] as const

export const affected = [
  'invoices',
  'customers',
  'actions',
  'conversations',
  'sequences',
  'enrollments',
  'scheduled steps',
  'promises',
  'payments',
  'connections',
  'syncs',
  'failures',
  'analytics',
  'insights',
  'team',
  'CRM connections',
  'CRM mail',
  'CRM calendar',
  'CRM documents',
  'CRM records',
  'sessions',
] as const

export interface Effect {
  readonly when: (typeof happenings)[number]
  readonly on: readonly (typeof affected)[number][]
}
