import { expect } from 'vitest'
import { threads } from '../../src/ar/communications/thread.ts'
import { failures } from '../../src/ar/failures/failure.ts'
import { connections } from '../../src/ar/integrations/connection.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

type Use = ReturnType<typeof client>
const statusOf = ({ ar }: Use, id: string) =>
  ar('GET integrations').body.find((connection: { id: string }) => connection.id === id).sync_status

rule('C', 'a sync of accounting starts after 2 seconds and ends 30 seconds later', () => {
  const use = client()
  const id = use.samples.connections?.merge_active as string
  expect(use.ar(`POST integrations/${id}/sync`).status).toBe(202)
  expect(statusOf(use, id)).toBe('triggered')

  use.world.clock.advance('PT2S')
  expect(statusOf(use, id)).toBe('syncing')
  use.world.clock.advance('PT29S')
  expect(statusOf(use, id)).toBe('syncing')
  use.world.clock.advance('PT1S')
  expect(statusOf(use, id)).toBe('idle')
  const { body } = use.ar('GET sync/status')
  expect(body.last_synced_at).toBe('2026-06-01T14:00:32Z')
})

rule(
  'C',
  'a sync of a mailbox takes 10 seconds, and brings what had reached it since the last one',
  { when: 'a mailbox syncs', on: ['conversations', 'syncs'] },
  () => {
    const use = client()
    const { world } = use
    const waiting = [...world.table(threads).all()].filter(({ is_synced }) => !is_synced)
    const id = waiting[0]?.connection as string
    expect(world.table(connections).get(id)?.webhook_sync_enabled).toBe(false)

    use.ar(`POST integrations/${id}/sync`)
    world.clock.advance('PT12S')

    expect(statusOf(use, id)).toBe('idle')
    for (const thread of waiting) expect(world.table(threads).get(thread.id)?.is_synced).toBe(true)
  },
)

rule(
  'C',
  'an armed failure ends the sync in error, once',
  { when: 'an accounting system syncs', on: ['connections', 'failures'] },
  () => {
    const use = client()
    const id = use.samples.connections?.merge_active as string
    use.world.transactions.seed(() => use.world.create(failures, { kind: 'sync', subject: id, reason: 'Rate limited.' }))
    const before = use.world.table(connections).get(id)?.last_synced_at

    const stray = { sync_changes_at: '2026-06-01T14:00:01Z' }
    expect(use.call(`PATCH /__sim/tables/connections/${id}`, stray).status).toBe(200)
    use.world.clock.advance('PT5S')
    expect(statusOf(use, id)).toBe('idle')

    use.ar(`POST integrations/${id}/sync`)
    use.world.clock.advance('PT1M')
    expect(statusOf(use, id)).toBe('error')
    expect(use.world.table(connections).get(id)?.last_synced_at).toBe(before)

    expect(use.ar(`POST integrations/${id}/sync`).status).toBe(202)
    use.world.clock.advance('PT1M')
    expect(statusOf(use, id)).toBe('idle')
  },
)

rule('D integrations-14', 'each sync that starts has a task of its own', () => {
  const use = client()
  const id = use.samples.connections?.merge_active
  const first = use.ar(`POST integrations/${id}/sync`).body.task_id
  use.world.clock.advance('PT1M')
  expect(use.ar(`POST integrations/${id}/sync`).body.task_id).not.toBe(first)
})

rule('C', 'disconnecting ends a running sync', { when: 'an accounting system goes', on: ['syncs'] }, () => {
  const use = client()
  const id = use.samples.connections?.merge_syncing as string
  use.ar(`POST integrations/${id}/disconnect`)
  expect(statusOf(use, id)).toBe('idle')
  expect([...use.world.clock.pending()].some(({ subject }) => subject === id)).toBe(false)
})

rule('C', 'a disconnected mailbox can be reactivated, a disconnected accounting system cannot', () => {
  const use = client()
  const { nylas_own, merge_active } = use.samples.connections as Record<string, string>
  for (const id of [nylas_own, merge_active]) use.ar(`POST integrations/${id}/disconnect`)
  const shown = (id?: string) => use.ar('GET integrations').body.find((each: { id: string }) => each.id === id)
  expect(shown(nylas_own)).toMatchObject({ is_active: false, health_status: 'invalid' })

  expect(use.ar(`POST integrations/${nylas_own}/reactivate`).body.message).toBe('Integration reactivated')
  expect(shown(nylas_own)).toMatchObject({ is_active: true, health_status: 'valid' })
  expect(use.ar(`POST integrations/${merge_active}/reactivate`).status).toBe(400)
})

rule('C', 'anybody in the company may disconnect what belongs to all of it', () => {
  const { ar, samples } = client()
  expect(ar(`POST integrations/${samples.connections?.merge_active}/disconnect`, {}, 'teammate').status).toBe(200)
})

rule('D integrations-28', 'the settings of a mailbox show in the list, and those that were not sent stay', () => {
  const { ar, samples } = client()
  const id = samples.connections?.nylas_own
  const config = () => ar('GET integrations').body.find((each: { id: string }) => each.id === id).connection_config
  const { email_address } = config()

  expect(ar(`PATCH integrations/${id}`, { mailbox_bcc_emails: ['a@b.example'] }).body).toEqual({
    success: true,
    id,
    mailbox_bcc_emails: ['a@b.example'],
  })
  ar(`PATCH integrations/${id}`, { allow_shared_sending: true })
  expect(config()).toEqual({ email_address, allow_shared_sending: true, mailbox_bcc_emails: ['a@b.example'] })
  ar(`PATCH integrations/${id}`, { mailbox_bcc_emails: ['a@b.example', 'c@d.example', 'A@b.example', 'a@b.example'] })
  expect(config().mailbox_bcc_emails).toEqual(['a@b.example', 'c@d.example'])
})

rule('C', 'connections are listed oldest first, without what is internal', () => {
  const list = client().ar('GET integrations').body
  const created = list.map(({ created_at }: { created_at: string }) => created_at)
  expect(created).toEqual(created.toSorted())
  for (const connection of list)
    for (const hidden of ['owner', 'credential', 'company', 'task_id']) expect(connection).not.toHaveProperty(hidden)
})

rule('D integrations-34', 'each call gives another link token', () => {
  const { ar } = client()
  const token = () => ar('POST integrations/merge/link-token').body.link_token
  expect(token()).not.toBe(token())
})
