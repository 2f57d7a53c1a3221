/** A remote world answers as one in code does, and refuses what that refuses. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test, vi } from 'vitest'
import { type CallFilter, createSimulator, type OperationName, type World } from '../src/index.ts'
import { simulatorPath } from '../src/kits/app-calls.ts'
import { callerOf } from '../src/kits/caller.ts'
import { RemoteWorld } from '../src/kits/remote-world.ts'
import { serve } from '../src/serve/http.ts'

const simulator = createSimulator()
const { url, close } = await serve(simulator, { port: 0 })
afterAll(close)

const remote = await RemoteWorld.make({ url })
const world = simulator.worlds.find(({ id }) => id === remote.id) as World
const member = await remote.as()
await member.get('actions?page=2&search=x')
await member.get('actions')
for (const name of ['One', 'Two']) await member.post('customers', { customer_company_name: name })

const filters: readonly [operation: OperationName, filter: object][] = [
  ['listActions', {}],
  ['listActions', { query: { page: '2' } }],
  ['listActions', { query: { page: '3' } }],
  ['listActions', { limit: 1, after: 0, status: 200, caller: 'owner' }],
  ['createCustomer', { body: { customer_company_name: 'Two' }, method: 'POST' }],
  ['createCustomer', { body: {}, limit: 1 }],
  ['createCustomer', { body: 'One' }],
]

test('calls are found by the same filters', async () => {
  for (const [operation, filter] of filters) {
    const found = (calls: readonly { readonly number: number }[]) => calls.map(({ number }) => number)
    expect(found(await remote.calls(operation, filter)), JSON.stringify(filter)).toEqual(found(world.calls(operation, filter)))
  }
})

test('what answers and is no simulator is told in a sentence', async () => {
  const page = createServer((_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html>'))
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve))
  const at = `http://127.0.0.1:${(page.address() as AddressInfo).port}/nothere`
  await expect(RemoteWorld.make({ url: at })).rejects.toThrow(`No simulator answers at ${at}/__sim/worlds: the status is 404.`)
  await new Promise((resolve) => page.close(resolve))
})

test('calls of an app are those below the address of its simulator, and no pages', () => {
  const pathOf = (base: string, url: string) => simulatorPath(simulator, base, new URL(url))
  const [root, below] = ['http://localhost:3000', 'http://localhost:3000/tools/arsim/']
  expect(pathOf(root, `${root}/api/companies?page=2`)).toBe('/api/companies?page=2')
  expect(pathOf(below, `${below}api/companies?page=2`)).toBe('/api/companies?page=2')
  for (const path of ['/__sim/clock', '/__storage/x', '/__oauth/x', '/openapi/ar.json'])
    expect(pathOf(root, root + path)).toBe(path)
  for (const path of ['/', '/actions', '/apis', '/~other/api/companies']) expect(pathOf(root, root + path), path).toBeUndefined()
  for (const url of [
    `${root}/api/companies`,
    `${root}/tools/arsim`,
    `${root}/tools/arsims/api`,
    'http://localhost:3001/tools/arsim/api',
  ])
    expect(pathOf(below, url), url).toBeUndefined()
})

const refused: readonly [operation: unknown, filter: object, more?: 'calls only'][] = [
  ['listActions', { query: { page: 2 } }],
  ['listActions', { query: 'page' }],
  ['listActions', { limit: 0 }, 'calls only'],
  ['listActions', { limit: -1, query: { page: '2' } }, 'calls only'],
  ['listActions', { after: -1 }],
  ['listActions', { kind: 'clock' }],
  ['listActions', { stauts: 200 }],
  ['listActions', { body: /x/ }],
  ['listActions', []],
  [undefined, {}],
  ['', {}],
  ...['api', 'method', 'path', 'status', 'caller', 'fault'].map((field): [string, object] => ['listActions', { [field]: '' }]),
]

test('what nothing can fit is refused', async () => {
  for (const [operation, filter, only] of refused) {
    const [name, asked] = [operation as OperationName, filter as CallFilter]
    const label = `${name} ${JSON.stringify(filter)}`
    expect(() => world.calls(name, asked), label).toThrow()
    await expect(remote.calls(name, asked), label).rejects.toThrow()
    await expect(remote.waitForCall(name, asked), label).rejects.toThrow()
    if (only) continue
    expect(() => world.verify(name, asked, 0), label).toThrow()
    await expect(remote.verify(name, asked, 0), label).rejects.toThrow()
  }
  for (const times of [{ atmost: 0 }, [], { atLeast: '1' }, -1]) {
    expect(() => world.verify('rejectAction', {}, times as number)).toThrow()
    await expect(remote.verify('rejectAction', {}, times as number)).rejects.toThrow()
  }
})

test('a wait is given up by a signal', async () => {
  const giving = new AbortController()
  const lost = expect(remote.waitForCall('approveAction', {}, { signal: giving.signal })).rejects.toThrow('No time.')
  while (!world.journal.isHeard) await new Promise((resolve) => setTimeout(resolve, 5))
  giving.abort(new Error('No time.'))
  await lost
})

test('paths of a caller begin in their world, unless they name another one', async () => {
  const own = await RemoteWorld.make({ url })
  const caller = await own.as('owner')
  const list = `/api/companies/${caller.company}/actions`
  for (const path of [list, `/~${own.id}${list}`]) expect((await caller.get(path)).status).toBe(200)
  expect(await own.calls('listActions')).toHaveLength(2)
  expect((await caller.get('/__sim')).body.world).toBe(own.id)
  expect((await caller.get(`/~${remote.id}/__sim`)).body.world).toBe(remote.id)
  expect(simulator.world().journal.entries()).toEqual([])
})

test('paths of a caller begin at the address of the API', async () => {
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
  const pathsOf = async (mount: string, paths: readonly string[]) => {
    const caller = callerOf(simulator.guide(world, mount), 'owner')
    for (const path of paths) await caller.get(path)
    return asked.mock.calls.splice(0).map(([address]) => String(address))
  }
  const [root, below] = ['https://ar.example', 'https://ar.example/v2']
  expect(await pathsOf(root, ['/api/companies', '/~other/api'])).toEqual([`${root}/api/companies`, `${root}/~other/api`])
  expect(await pathsOf(below, ['/api/companies', '/v2/api/companies'])).toEqual(Array(2).fill(`${below}/api/companies`))
  expect(await pathsOf(`${below}/~own`, ['/api', '/~other/api'])).toEqual([`${below}/~own/api`, `${below}/~other/api`])
  asked.mockRestore()
})

test('a caller asks for JSON, and does not go where an answer leads to', async () => {
  const own = await RemoteWorld.make({ url }, { oauth: 'auto' })
  const [user] = (await own.guide()).crm_users
  const caller = await own.as(user?.email)
  const { status, body } = await caller.get('oauth/google/authorize?returnTo=/settings')
  expect([status, body.data.url]).toEqual([200, '/settings?connected=google'])
  const asking = await RemoteWorld.make({ url }, { oauth: 'ask' })
  const { data } = (await (await asking.as(user?.email)).get('oauth/google/authorize?returnTo=/settings')).body
  const denied = await caller.get(
    `/~${asking.id}/api/v1/integrations/oauth/google/callback?state=${data.state}&error=access_denied`,
  )
  expect([denied.status, denied.headers.get('location')]).toEqual([302, '/settings?error=access_denied'])
})

test('a fault is armed by the same names as in code', async () => {
  const { id } = await remote.faults.add({ delayMs: 1 })
  expect(await remote.faults.list()).toMatchObject([{ id }])
  await remote.faults.clear()
})

test('what has no name is refused, and never taken for all there are', async () => {
  await remote.fail({ delayMs: 1 })
  for (const id of ['', '.', '..']) {
    await expect(remote.faults.remove(id)).rejects.toThrow(`There is no fault "${id}".`)
    await expect(remote.snapshots.remove(id)).rejects.toThrow(`There is no snapshot "${id}".`)
    await expect(remote.snapshots.restore(id)).rejects.toThrow(`There is no snapshot "${id}".`)
    await expect(remote.update('actions', id, {})).rejects.toThrow(`There is no row of actions "${id}".`)
    await expect(remote.delete('actions', id)).rejects.toThrow(`There is no row of actions "${id}".`)
  }
  expect(await remote.faults.list()).toHaveLength(1)
  await remote.faults.clear()
})

test('what is wrong with the whole is told without a field', async () => {
  const refused = remote.fail({ match: { operation: 'nothing' as OperationName } } as Parameters<typeof remote.fail>[0])
  await expect(refused).rejects.toThrow(/^Some fields are not valid\. Say what goes wrong: /)
  const file = { ...world.save(), more: 1 }
  expect(() => world.load(file)).toThrow(/nothing has changed:\n {2}Unrecognized key/)
})
