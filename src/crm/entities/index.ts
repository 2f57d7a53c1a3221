import { defineResource } from '../../core/call/resource.ts'
import { entitiesWords } from './entities.words.ts'
import { crmEntityRows } from './entity.ts'

export const entitiesResource = defineResource({
  name: 'entities',
  description: 'The records that e-mails, events and documents are linked to.',
  words: entitiesWords,
  tables: [crmEntityRows],
})
