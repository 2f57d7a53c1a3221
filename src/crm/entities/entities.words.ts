/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const entitiesWords: Words = {
  fields: {
    'EntityRef.entityType': 'What kind of record it is.',
    'EntityRef.entityId': 'The number of the record.',
    'MatchEmailAddressRequest.entityType': 'What kind of record to link to.',
    'MatchEmailAddressRequest.entityId': 'The number of the record to link to.',
    'crm_entities.type': 'What kind of record it is.',
    'crm_entities.name': 'What it is called.',
    addresses: 'E-mails and events with these are linked to it.',
  },
  tables: {
    crm_entities: 'Records of the CRM: contacts, accounts, leads and deals. No call of this API shows them.',
  },
  follows: {
    'crm_entities.tenantSlug': 'the first user',
    'crm_entities.name': 'its type and id',
  },
}
