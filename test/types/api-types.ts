/** The types that `arsim/ar` and `arsim/crm` export are those of what goes in and out. */
import type { Collections } from '../../src/data/index.ts'
import type {
  Action,
  ActionPage,
  ActionRow,
  ApproveActionRequest,
  Customer,
  CustomerRow,
  InvoiceRow,
  ThreadNoteRow,
} from '../../src/entries/ar.ts'
import type { CreateCalendarEventRequest, createSimulator, EmailResponse, EmailRow, UserRow } from '../../src/entries/crm.ts'
import type { CallTypes } from '../../src/index.ts'

type Ar = CallTypes['ar']
type Crm = CallTypes['crm']
type RowIn<Name extends keyof Collections> = ReturnType<Collections[Name]['all']>[number]

/** Whether each is what the other is. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const same = <A, B>(_: Same<A, B>): void => {}

// Where one of these does not compile, `npm run generate` has not been run.

same<Action, Ar['getAction']['got']>(true)
same<ActionPage, Ar['listActions']['got']>(true)
same<ApproveActionRequest, Ar['approveAction']['sent']>(true)
same<CreateCalendarEventRequest, Crm['createCalendarEvent']['sent']>(true)
same<EmailResponse, Crm['sendEmail']['got']>(true)
same<ActionRow, RowIn<'actions'>>(true)
same<CustomerRow, RowIn<'customers'>>(true)
same<InvoiceRow, RowIn<'invoices'>>(true)
same<ThreadNoteRow, RowIn<'thread_notes'>>(true)
same<EmailRow, RowIn<'crm_emails'>>(true)
same<UserRow, RowIn<'crm_users'>>(true)
same<Customer['risk_level'], 'low' | 'medium' | 'high'>(true)
// @ts-expect-error an action has more columns than it shows
same<ActionRow, Action>(true)

export const options: Parameters<typeof createSimulator>[0] = {
  // @ts-expect-error the CRM has no agent
  agentMistakes: 'duplicate=1',
}
