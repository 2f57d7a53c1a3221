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
import { crmSessions } from '../crm/auth/session.ts'
import { crmUsers } from '../crm/auth/user.ts'
import { crmEvents } from '../crm/calendar/event.ts'
import { crmConnections } from '../crm/connections/connection.ts'
import { crmBlobs, crmDocuments } from '../crm/documents/document.ts'
import { crmEmails } from '../crm/email/email.ts'
import { crmEntities } from '../crm/entities/entity.ts'
import { crmGrants } from '../crm/oauth/grant.ts'
import { crmProviders } from '../crm/oauth/provider.ts'

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
  crm_users: crmUsers,
  crm_sessions: crmSessions,
  crm_entities: crmEntities,
  crm_providers: crmProviders,
  crm_grants: crmGrants,
  crm_connections: crmConnections,
  crm_emails: crmEmails,
  crm_events: crmEvents,
  crm_documents: crmDocuments,
  crm_blobs: crmBlobs,
}
