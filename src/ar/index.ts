/** The AR API: its operations, and the conventions they share. */
import { defineApi } from '../core/api.ts'
import { bodySyntax, knownMethod, ownership, pathObjects, stateRules, validFields } from '../core/rungs.ts'
import { actions } from './actions/action.ts'
import { deliverAction } from './actions/deliver-action.timer.ts'
import { actionsResource } from './actions/index.ts'
import { authResource } from './auth/index.ts'
import { tokens } from './auth/token.ts'
import { users } from './auth/user.ts'
import { conversations } from './communications/conversation.ts'
import { communicationsResource } from './communications/index.ts'
import { keepConversation } from './communications/keep-conversation.follower.ts'
import { threads } from './communications/thread.ts'
import { threadNotes } from './communications/thread-note.ts'
import { companies } from './companies/company.ts'
import { members } from './companies/member.ts'
import { authenticate, company, isVisible } from './conventions/caller.ts'
import { document } from './conventions/document.ts'
import { caller, guide } from './conventions/guide.ts'
import { message } from './conventions/messages.ts'
import { refuse } from './conventions/refusals.ts'
import { contacts } from './customers/contact.ts'
import { customers } from './customers/customer.ts'
import { customerTotals } from './customers/customer-totals.ts'
import { customersResource } from './customers/index.ts'
import { failures } from './failures/failure.ts'
import { advanceSync } from './integrations/advance-sync.timer.ts'
import { connections } from './integrations/connection.ts'
import { integrationsResource } from './integrations/index.ts'
import { linkTokens } from './integrations/link-token.ts'
import { invoicesResource } from './invoices/index.ts'
import { invoices } from './invoices/invoice.ts'
import { followCustomer, followInvoice } from './invoices/keep-customer-totals.follower.ts'
import { labels } from './labels/label.ts'
import { touchpoints } from './programs/touchpoint.ts'
import { completeEnrollment } from './sequences/complete-enrollment.follower.ts'
import { enrollments } from './sequences/enrollment.ts'
import { sequencesResource } from './sequences/index.ts'
import { followEnrollment, followStep } from './sequences/keep-sequence-totals.follower.ts'
import { promoteStep } from './sequences/promote-step.timer.ts'
import { scheduledSteps } from './sequences/scheduled-step.ts'
import { sequences } from './sequences/sequence.ts'
import { sequenceTotals } from './sequences/sequence-totals.ts'
import { steps } from './sequences/step.ts'

/** `/api` and `/api/v1` are the same. */
function owns(path: string): string | undefined {
  if (!path.startsWith('/api')) return undefined
  const route = path.slice(path.startsWith('/api/v1') && (path.length === 7 || path[7] === '/') ? 7 : 4)
  return route === '' || route[0] === '/' ? route : undefined
}

export const ar = defineApi({
  name: 'ar',
  title: 'AR API',
  description:
    'Accounts receivable: customers, invoices, conversations and the actions that collect. Simulated after the Daylit AR Agent.',
  basePath: '/api',
  owns,
  resources: [
    authResource,
    integrationsResource,
    actionsResource,
    communicationsResource,
    sequencesResource,
    customersResource,
    invoicesResource,
  ],
  tables: [
    companies,
    users,
    tokens,
    members,
    labels,
    customers,
    contacts,
    customerTotals,
    invoices,
    connections,
    linkTokens,
    actions,
    conversations,
    threads,
    threadNotes,
    touchpoints,
    sequences,
    sequenceTotals,
    steps,
    enrollments,
    scheduledSteps,
    failures,
  ],
  timers: [advanceSync, deliverAction, promoteStep],
  followers: [keepConversation, followCustomer, followInvoice, followStep, followEnrollment, completeEnrollment],
  ladder: [authenticate, knownMethod, company, pathObjects, ownership, bodySyntax, validFields, stateRules],
  refuse,
  message,
  unknownReference: (id) => `Invalid pk "${id}" - object does not exist.`,
  isVisible,
  caller,
  guide,
  document,
})
