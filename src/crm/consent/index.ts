/** The provider's side of OAuth: a page on which a person allows or denies. */
import { defineApi } from '../../core/call/api.ts'
import { meetingFaults } from '../../core/call/faults.ts'
import { knownMethod, stateRules, validFields } from '../../core/call/ladder.ts'
import { defineResource } from '../../core/call/resource.ts'
import { answerConsent } from './answer-consent.op.ts'
import { formBody, refuse } from './conventions.ts'
import { showConsent } from './show-consent.op.ts'

const BASE = '/__oauth'

export const consent = defineApi({
  name: 'consent',
  title: 'Page of consent',
  description: 'Where a person allows the CRM to use an account, or denies it.',
  basePath: BASE,
  partOf: 'crm',
  bodyLimit: 65_536,
  owns: (path) => (path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : undefined),
  resources: [
    defineResource({ name: 'consent', description: 'The page of a provider.', operations: [showConsent, answerConsent] }),
  ],
  ladder: [meetingFaults(knownMethod), formBody, validFields, stateRules],
  refuse,
})
