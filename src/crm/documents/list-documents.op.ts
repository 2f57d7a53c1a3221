import * as z from 'zod'
import { searchable } from '../../core/values/folded.ts'
import { defineOperation } from '../conventions/operation.ts'
import { columnsOf, pageOf, pageParameters, toPage } from '../conventions/page.ts'
import { EntityType } from '../entities/entity.ts'
import { documentLifecycle } from './document.lifecycle.ts'
import { CrmDocument, crmDocuments, type DocumentRow } from './document.ts'

const columns = columnsOf(crmDocuments)

export const listDocuments = defineOperation({
  id: 'listDocuments',
  route: 'GET /integrations/documents',
  summary: 'List documents',
  description: 'The tenant’s, newest first unless told. A record that does not exist has none.',
  source: 'crm-documents, List documents',
  query: z.object({
    ...pageParameters(columns),
    status: z.enum(documentLifecycle.statuses).default('active').meta({ description: 'Those of one status.' }),
    entityType: EntityType.optional().meta({ description: 'Those of one kind of record.' }),
    entityId: z
      .string()
      .regex(/^[1-9]\d*$/, { error: 'Must be a positive integer.' })
      .optional()
      .meta({ type: 'integer', minimum: 1, description: 'Those of one record.' }),
    q: z.string().optional().meta({ description: 'A part of the file name, in any case.' }),
  }),
  responses: { 200: pageOf(CrmDocument) },

  handle({ world, user, query, reply }) {
    const documents = world.table(crmDocuments).list('ofStatus', user.tenantSlug, query.status)
    const found = documents.filter(matches(query))
    return reply(
      200,
      toPage(found, query, columns, (document) => world.show(crmDocuments, document)),
    )
  },

  examples: [
    {
      name: 'lists the active documents of the tenant in pages',
      mark: 'D crm-documents-5',
      query: { page: '1', limit: '10' },
      expect: { status: 200, body: { success: true, pagination: { page: 1, limit: 10 } } },
    },
    {
      name: 'lists those of another status',
      mark: 'C',
      query: { status: 'archived', limit: '1', sortBy: 'size' },
      expect: { status: 200, body: { data: [{ status: 'archived' }] } },
    },
    {
      name: 'refuses a filter that makes no sense',
      mark: 'C',
      query: { status: 'lost', entityType: 'invoice', entityId: 'one', sortBy: 'key' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'sortBy' },
              { field: 'status', message: 'Must be one of: pending, active, archived.' },
              { field: 'entityType', message: 'Must be one of: contact, account, lead, deal.' },
              { field: 'entityId', message: 'Must be a positive integer.' },
            ],
          },
        },
      },
    },
  ],
})

interface Filter {
  readonly entityType?: string | undefined
  readonly entityId?: string | undefined
  readonly q?: string | undefined
}

function matches({ entityType, entityId, q = '' }: Filter): (document: DocumentRow) => boolean {
  const part = searchable(q.trim())
  return (document) =>
    (entityType === undefined || document.entityType === entityType) &&
    (entityId === undefined || document.entityId === entityId) &&
    searchable(document.fileName).includes(part)
}
