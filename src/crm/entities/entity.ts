import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import type { Example } from '../../core/call/operation.ts'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import { directory } from '../../core/world/directory.ts'
import type { World } from '../../core/world/handle.ts'
import type { RowRule } from '../../core/world/rows/row-rule.ts'
import { defineRows, samplesFor } from '../../core/world/rows/rows.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import { notFound } from '../conventions/refusals.ts'
import { EmailAddress, FilledText, Id, Instant, RowId } from '../conventions/values.ts'

const entityTypes = ['contact', 'account', 'lead', 'deal'] as const
export const EntityType = named('EntityType', z.enum(entityTypes))

/** What e-mails, events and documents can be linked to. */
export const EntityRef = z.object({ entityType: EntityType, entityId: Id }).meta({ id: 'EntityRef' })
export type EntityRef = z.output<typeof EntityRef>

/** A record of the CRM. No call of this API shows it. */
const EntityRow = z.object({
  id: RowId,
  tenantSlug: FilledText,
  type: EntityType,
  name: FilledText,
  /** E-mails and events with these are linked to it. */
  addresses: z.array(EmailAddress),
  createdAt: Instant,
})
export type Entity = z.output<typeof EntityRow>

export const crmEntities = defineTable({
  name: 'crm_entities',
  kind: 'crm_entity',
  noun: 'entity',
  ids: 'integer',
  row: EntityRow,
  indexes: { ofTenant: { group: ['tenantSlug'] } },
})

export const crmEntityRows = defineRows(crmEntities, {
  samples: samplesFor(entityTypes, (type) => (entity: Entity) => entity.type === type),
  defaults: entityDefaults,
})

function entityDefaults({ id, type = 'contact' }: Columns<Entity> & Row, world: World): Columns<Entity> {
  const tenantSlug = world.table(crmUsers).find('inOrder', 'all')?.tenantSlug
  return { tenantSlug, type, name: `${type} ${id}`, addresses: [] }
}

/** What the path parameters of a record must be; that it exists is for `entityOf` to say. */
export const EntityParams = z.object({ entityType: EntityType })

export const NO_ENTITY = 'No such record.'

/**
 * The record that a path or a body names.
 * @throws Refused for one that does not exist in the caller's tenant
 */
export function entityOf(world: World, user: UserRow, type: string, id: string | number): Entity {
  const entity = findEntity(world, user.tenantSlug, type, id)
  if (entity) return entity
  throw notFound(`There is no ${type} ${id} here.`)
}

/** The record of a type and a tenant that has an id. */
export function findEntity(world: World, tenantSlug: string, type: string, id: string | number): Entity | undefined {
  const entity = world.table(crmEntities).get(String(id))
  return entity?.type === type && entity.tenantSlug === tenantSlug ? entity : undefined
}

/** An example of a record that does not exist. */
export const noEntityExample = (entityType: EntityRef['entityType']): Example => ({
  name: 'a record that does not exist is not found',
  mark: 'C',
  path: { entityType, entityId: '999999' },
  expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
})

/** An example of what is no type of record. */
export const noEntityTypeExample = (name: string): Example => ({
  name,
  mark: 'C',
  path: { entityType: 'invoice', entityId: '1' },
  expect: {
    status: 400,
    body: { error: { details: [{ field: 'entityType', message: `Must be one of: ${entityTypes.join(', ')}.` }] } },
  },
})

export const toRef = ({ id, type }: Entity): EntityRef => ({ entityType: type, entityId: Number(id) })

const byAddress = directory(crmEntities, (entity) =>
  [...new Set(entity.addresses)].map((address) => [`${entity.tenantSlug} ${address}`, entity]),
)

/** The records of a tenant that an address belongs to. */
export const recordsOf = (world: World, tenantSlug: string, address: string): readonly Entity[] =>
  byAddress(world, `${tenantSlug} ${address}`)

/** The records of a tenant that any of the addresses belongs to. */
export function linksOf(world: World, tenantSlug: string, addresses: readonly string[]): EntityRef[] {
  const records = addresses.flatMap((address) => recordsOf(world, tenantSlug, address.toLowerCase()))
  return [...new Set(records)].map(toRef).sort((a, b) => a.entityId - b.entityId)
}

/** The rule that what is somebody's is linked to records of their tenant. */
export const linkedToRecords: RowRule<{ readonly user: string; readonly entities: readonly EntityRef[] }> = {
  column: 'entities',
  refuse: 'They must be records of these types, of the same tenant.',
  when({ user, entities }, world) {
    const { tenantSlug = '' } = world.table(crmUsers).get(user) ?? {}
    return entities.some(({ entityType, entityId }) => !findEntity(world, tenantSlug, entityType, entityId))
  },
}

export const isLinkedTo = (entities: readonly EntityRef[], { id, type }: Entity): boolean =>
  entities.some(({ entityType, entityId }) => entityType === type && entityId === Number(id))
