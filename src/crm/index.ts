/** The CRM Integrations API: its operations, and the conventions they share. */
import { defineApi } from '../core/api.ts'
import type { SimRequest } from '../core/http.ts'
import { parseJson } from '../core/json.ts'
import { bodySyntax, knownMethod, ownership, pathObjects, stateRules, validFields } from '../core/rungs.ts'
import { crmAuthResource } from './auth/index.ts'
import { crmSessions } from './auth/session.ts'
import { crmUsers } from './auth/user.ts'
import { crmEvents } from './calendar/event.ts'
import { calendarResource } from './calendar/index.ts'
import { crmConnections } from './connections/connection.ts'
import { expireConnection } from './connections/expire-connection.timer.ts'
import { finishSync } from './connections/finish-sync.timer.ts'
import { connectionsResource } from './connections/index.ts'
import { authenticate, isVisible } from './conventions/caller.ts'
import { document } from './conventions/document.ts'
import { ok } from './conventions/envelope.ts'
import { caller, guide } from './conventions/guide.ts'
import { message } from './conventions/messages.ts'
import { refuse } from './conventions/refusals.ts'
import { crmBlobs, crmDocuments } from './documents/document.ts'
import { documentsResource } from './documents/index.ts'
import { crmEmails } from './email/email.ts'
import { emailResource } from './email/index.ts'
import { crmEntities } from './entities/entity.ts'
import { crmGrants } from './oauth/grant.ts'
import { oauthResource } from './oauth/index.ts'
import { crmProviders } from './oauth/provider.ts'

const BASE = '/api/v1'
const mine = /^\/(?:integrations(?:\/|$)|auth\/refresh\/?$)/

/** The other API has a login of the same path: with a slash at the end, or for a `username` instead of an `email`. */
function isLogin(route: string, { apis, body }: SimRequest): boolean {
  if (!apis || apis.includes('ar')) {
    if (route !== '/auth/login') return false
    const parsed = parseJson(typeof body === 'string' ? body : new TextDecoder().decode(body))
    const fields = 'value' in parsed && typeof parsed.value === 'object' && parsed.value !== null ? parsed.value : {}
    return !('username' in fields) || 'email' in fields
  }
  return route === '/auth/login' || route === '/auth/login/'
}

function owns(path: string, request?: SimRequest): string | undefined {
  if (!path.startsWith(BASE)) return undefined
  const route = path.slice(BASE.length)
  return mine.test(route) || (request && isLogin(route, request)) ? route : undefined
}

export const crm = defineApi({
  name: 'crm',
  title: 'CRM Integrations API',
  description:
    'OAuth connections of a CRM, with their e-mail, calendar and documents. Simulated after the Intuka CRM Integrations API.',
  basePath: BASE,
  companions: ['consent', 'storage'],
  owns,
  resources: [crmAuthResource, oauthResource, connectionsResource, emailResource, calendarResource, documentsResource],
  tables: [
    crmUsers,
    crmSessions,
    crmEntities,
    crmProviders,
    crmGrants,
    crmConnections,
    crmEmails,
    crmEvents,
    crmDocuments,
    crmBlobs,
  ],
  timers: [expireConnection, finishSync],
  followers: [],
  ladder: [authenticate, knownMethod, pathObjects, ownership, bodySyntax, validFields, stateRules],
  refuse,
  message,
  envelope: ok,
  unknownReference: (id) => `There is no "${id}".`,
  isVisible,
  caller,
  guide,
  document,
})
