/** The CRM Integrations API: its resources, and the conventions they share. */
import { defineApi } from '../core/call/api.ts'
import { meetingFaults } from '../core/call/faults.ts'
import { jsonBody, knownMethod, pathObjects, permission, stateRules, validFields } from '../core/call/ladder.ts'
import { plainWords } from '../core/values/issue-words.ts'
import { life } from '../core/world/life.setting.ts'
import { crmAuthResource } from './auth/index.ts'
import { calendarResource } from './calendar/index.ts'
import { connectionsResource } from './connections/index.ts'
import { document } from './conventions/document.ts'
import { ok } from './conventions/envelope.ts'
import { caller, guide } from './conventions/guide.ts'
import { callerOf, callers, identify, isVisible } from './conventions/operation.ts'
import { refuse } from './conventions/refusals.ts'
import { documentsResource } from './documents/index.ts'
import { emailResource } from './email/index.ts'
import { entitiesResource } from './entities/index.ts'
import { crmLifeResource } from './life/index.ts'
import { oauthResource } from './oauth/index.ts'
import { oauth } from './oauth/oauth.setting.ts'

const BASE = '/api/v1'
const mine = /^\/(?:integrations(?:\/|$)|auth\/(?:refresh|login)\/?$)/

function owns(path: string): string | undefined {
  if (!path.startsWith(BASE)) return undefined
  const route = path.slice(BASE.length)
  return mine.test(route) ? route : undefined
}

/** The other API has a login of the same path: with a slash at the end, or for a `username` instead of an `email`. */
const claims = (route: string, fields: Readonly<Record<string, unknown>>): boolean =>
  !route.startsWith('/auth/login') || (!route.endsWith('/') && (!('username' in fields) || 'email' in fields))

export const crm = defineApi({
  name: 'crm',
  title: 'CRM Integrations API',
  description:
    'OAuth connections of a CRM, with their e-mail, calendar and documents. Simulated after the Intuka CRM Integrations API.',
  basePath: BASE,
  owns,
  claims,
  resources: [
    crmAuthResource,
    entitiesResource,
    oauthResource,
    connectionsResource,
    emailResource,
    calendarResource,
    documentsResource,
    crmLifeResource,
  ],
  settings: [oauth, life],
  ladder: [meetingFaults(identify), knownMethod, pathObjects, permission, jsonBody, validFields, stateRules],
  callerOf,
  callers,
  refuse,
  message: plainWords,
  envelope: ok,
  isVisible,
  caller,
  guide,
  document,
})
