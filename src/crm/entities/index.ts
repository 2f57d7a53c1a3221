import { defineResource } from '../../core/call/resource.ts'
import { crmEntityRows } from './entity.ts'

export const entitiesResource = defineResource({
  name: 'entities',
  description: 'The records that e-mails, events and documents are linked to.',
  tables: [crmEntityRows],
})
