/** The tables that a test author sees, by name: a new one is one line here. */
import { actions } from '../ar/actions/action.ts'
import { tokens } from '../ar/auth/token.ts'
import { users } from '../ar/auth/user.ts'
import { threads } from '../ar/communications/thread.ts'
import { threadNotes } from '../ar/communications/thread-note.ts'
import { companies } from '../ar/companies/company.ts'
import { members } from '../ar/companies/member.ts'
import { contacts } from '../ar/customers/contact.ts'
import { customers } from '../ar/customers/customer.ts'
import { failures } from '../ar/failures/failure.ts'
import { connections } from '../ar/integrations/connection.ts'
import { linkTokens } from '../ar/integrations/link-token.ts'
import { invoices } from '../ar/invoices/invoice.ts'
import { labels } from '../ar/labels/label.ts'
import { touchpoints } from '../ar/programs/touchpoint.ts'
import { enrollments } from '../ar/sequences/enrollment.ts'
import { scheduledSteps } from '../ar/sequences/scheduled-step.ts'
import { sequences } from '../ar/sequences/sequence.ts'
import { steps } from '../ar/sequences/step.ts'

export const tables = {
  companies,
  users,
  tokens,
  members,
  customers,
  contacts,
  invoices,
  connections,
  link_tokens: linkTokens,
  actions,
  threads,
  thread_notes: threadNotes,
  touchpoints,
  labels,
  sequences,
  steps,
  enrollments,
  scheduled_steps: scheduledSteps,
  failures,
}
