/** The AR API: its resources, and the conventions they share. */
import { defineApi } from '../core/call/api.ts'
import { meetingFaults } from '../core/call/faults.ts'
import { jsonBody, knownMethod, pathObjects, permission, stateRules, validFields } from '../core/call/ladder.ts'
import { life } from '../core/world/life.setting.ts'
import { actionsResource } from './actions/index.ts'
import { agentResource } from './agent/index.ts'
import { mistakeShares } from './agent/mistakes/agent-mistakes.setting.ts'
import { agingResource } from './aging/index.ts'
import { analyticsResource } from './analytics/index.ts'
import { authResource } from './auth/index.ts'
import { communicationsResource } from './communications/index.ts'
import { companiesResource } from './companies/index.ts'
import { document } from './conventions/document.ts'
import { caller, guide } from './conventions/guide.ts'
import { message, unstorable } from './conventions/messages.ts'
import { callerOf, callers, enter, identify, isVisible } from './conventions/operation.ts'
import { refuse } from './conventions/refusals.ts'
import { readId } from './conventions/values.ts'
import { customersResource } from './customers/index.ts'
import { failuresResource } from './failures/index.ts'
import { harmsResource } from './harms/index.ts'
import { insightsResource } from './insights/index.ts'
import { integrationsResource } from './integrations/index.ts'
import { invoicesResource } from './invoices/index.ts'
import { labelsResource } from './labels/index.ts'
import { lifeResource } from './life/index.ts'
import { peopleOf } from './life/people.ts'
import { paymentsResource } from './payments/index.ts'
import { programsResource } from './programs/index.ts'
import { promisesResource } from './promises/index.ts'
import { sequencesResource } from './sequences/index.ts'
import { webhooksResource } from './webhooks/index.ts'

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
  refusesEmpty: true,
  resources: [
    harmsResource,
    companiesResource,
    authResource,
    labelsResource,
    integrationsResource,
    actionsResource,
    communicationsResource,
    programsResource,
    sequencesResource,
    customersResource,
    invoicesResource,
    webhooksResource,
    paymentsResource,
    promisesResource,
    analyticsResource,
    agingResource,
    insightsResource,
    failuresResource,
    lifeResource,
    agentResource,
  ],
  settings: [life, mistakeShares],
  people: peopleOf,
  ladder: [meetingFaults(identify), knownMethod, enter, pathObjects, permission, jsonBody, validFields, stateRules],
  readId,
  callerOf,
  callers,
  refuse,
  message,
  unknownReference: (id) => `Invalid pk "${id}" - object does not exist.`,
  unstorable,
  isVisible,
  caller,
  guide,
  document,
})
