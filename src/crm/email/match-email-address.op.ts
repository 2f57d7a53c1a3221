import * as z from 'zod'
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import { crmEvents } from '../calendar/event.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { AddressInput } from '../conventions/values.ts'
import { crmEntities, type Entity, EntityRef, entityOf, isLinkedTo, NO_ENTITY, toRef } from '../entities/entity.ts'
import { addressesOf, crmEmails, type EmailRow } from './email.ts'

export const matchEmailAddress = defineOperation({
  id: 'matchEmailAddress',
  route: 'POST /integrations/email/match',
  summary: 'Match an e-mail address to a record',
  description:
    'Links all e-mails and events of the tenant with the address to the record, and those to come. `matched` counts the caller’s own e-mails.',
  source: 'crm-email, Match address',
  body: EntityRef.extend({ emailAddress: AddressInput }),
  responses: { 200: dataOf(z.object({ matched: z.int() })) },
  refuses: { 'not-found': NO_ENTITY },

  handle({ world, user, body: { emailAddress, entityType, entityId }, reply }) {
    const entity = entityOf(world, user, entityType, entityId)
    addAddress(world, entity, emailAddress)
    const isOurs = worksFor(world, user)
    for (const email of [...world.table(crmEmails).all()])
      if (isOurs(email) && has(email, emailAddress)) link(world, crmEmails, email, entity)
    for (const event of [...world.table(crmEvents).all()])
      if (isOurs(event) && event.attendees.includes(emailAddress)) link(world, crmEvents, event, entity)
    const own = world.table(crmEmails).list('ofUser', user.id)
    return reply(200, ok({ matched: own.filter((email) => has(email, emailAddress)).length }))
  },

  examples: [
    {
      name: 'links what an address wrote',
      mark: 'D crm-email-13',
      body: { emailAddress: 'contact@company.com', entityType: 'contact', entityId: 42 },
      expect: { status: 200, body: { success: true, data: { matched: 1 } } },
    },
    {
      name: 'an address that wrote nothing yet',
      mark: 'C',
      body: { emailAddress: 'nobody@company.com', entityType: 'contact', entityId: '$samples.crm_entities.contact' },
      expect: { status: 200, body: { success: true, data: { matched: 0 } } },
    },
    {
      name: 'a record that does not exist is not found',
      mark: 'C',
      body: { emailAddress: 'contact@company.com', entityType: 'contact', entityId: 999_999 },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
    {
      name: 'refuses what is no address, no type of record and no id',
      mark: 'C',
      body: { emailAddress: 'contact', entityType: 'invoice', entityId: '42' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'entityType', message: 'Must be one of: contact, account, lead, deal.' },
              { field: 'entityId', message: 'Must be a number.' },
              { field: 'emailAddress', message: 'Must be a valid email address.' },
            ],
          },
        },
      },
    },
    {
      name: 'an address has at most 500 characters',
      mark: 'C',
      body: { emailAddress: `${'a'.repeat(500)}@company.com`, entityType: 'contact', entityId: 42 },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'emailAddress', message: 'Must have at most 500 characters.' }] } },
      },
    },
  ],
})

const has = (email: EmailRow, address: string): boolean => addressesOf(email).includes(address)

function addAddress(world: World, entity: Entity, address: string): void {
  if (entity.addresses.includes(address)) return
  world.save(crmEntities, { ...entity, addresses: [...entity.addresses, address] })
}

/** Whether a row is of somebody of the tenant; it may still wait at the provider. */
function worksFor(world: World, { tenantSlug }: UserRow): (row: { readonly user: string }) => boolean {
  const colleagues = new Set(
    world
      .table(crmUsers)
      .list('ofTenant', tenantSlug)
      .map(({ id }) => id),
  )
  return ({ user }) => colleagues.has(user)
}

interface Linked extends Row {
  readonly entities: EntityRef[]
}

function link<R extends Linked>(world: World, table: TableDefinition<R>, row: R, entity: Entity): void {
  if (isLinkedTo(row.entities, entity)) return
  const entities = [...row.entities, toRef(entity)].sort((a, b) => a.entityId - b.entityId)
  world.save(table, { ...row, entities })
}
