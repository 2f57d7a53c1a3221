/** The kits do what they say in a project that has installed the package beside the test runners. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { executablePath, flags, inChromium } from '../browser/chromium.ts'
import { asHere, installed } from './packed.ts'
import { run } from './run.ts'

const folder = await installed(asHere('msw'), asHere('vitest'), asHere('@playwright/test'), asHere('express'))

const vitestFile = (expected: string): string => `
import { createTest } from 'arsim/vitest'
import { expect } from 'vitest'

const test = createTest({ ar: 'https://ar.example' })

test('an action is approved', async ({ world, db, as }) => {
  const action = db.actions.findFirst((q) => q.where({ status: 'proposed', action_type: 'email' }))
  const { status } = await as('owner').post(\`actions/\${action.id}/approve\`)
  expect(status).toBe(200)
  world.clock.advance('PT5S')
  expect(db.actions.findFirst((q) => q.where({ id: action.id })).status).toBe('${expected}')
  expect(world.calls('approveAction')).toHaveLength(1)
})

test('the next test has a world as new', async ({ world, db, as }) => {
  expect(world.changes()).toEqual([])
  expect(world.journal.entries()).toEqual([])
  expect(() => as('somebody')).toThrow('Nobody is called "somebody".')
})
`

const vitest = (file: string) => run('node', ['node_modules/vitest/vitest.mjs', 'run', '--no-color', file], folder)

test('arsim/vitest gives each test a world of its own', async () => {
  writeFileSync(join(folder, 'passes.test.js'), vitestFile('completed'))
  expect(await vitest('passes.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 passed') })
})

test('arsim/vitest forgets the worlds that a test has named, and takes the default one back', async () => {
  writeFileSync(
    join(folder, 'named.test.js'),
    `
import { createTest } from 'arsim/vitest'
import { expect } from 'vitest'

const test = createTest({ ar: 'https://ar.example' })

for (const time of ['first', 'second'])
  test('nothing is shared, ' + time, async ({ simulator }) => {
    simulator.fork('other')
    simulator.world().clock.advance('P1D')
    expect(simulator.world().snapshots.list()).toEqual([])
    simulator.world().snapshots.take('of this test')
    const url = 'https://ar.example/~shared/__sim/'
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ advance: 'P1D' })
    const { now } = await (await fetch(url + 'clock', { method: 'PATCH', headers, body })).json()
    expect([now, simulator.world().clock.now()]).toEqual(['2026-06-02T14:00:00Z', '2026-06-02T14:00:00Z'])
  })

let isHeard = false
for (const time of ['first', 'second'])
  test('also what changed nothing is gone, ' + time, async ({ simulator, guide }) => {
    const { journal } = simulator.world()
    const [{ id, members: [{ token }] }] = guide().companies
    simulator.handle({ method: 'GET', url: '/api/companies/' + id + '/actions', origin: 'https://ar.example', headers: { authorization: 'Token ' + token } })
    expect([journal.entries().map(({ number }) => number), isHeard]).toEqual([[1], false])
    journal.on(() => (isHeard = true))
  })

test('options that there are not', () => {
  expect(() => createTest({ onUnhandledRequests: 'error' })).toThrow('There is no option "onUnhandledRequests". Did you mean "onUnhandledRequest"?')
})
`,
  )
  expect(await vitest('named.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('5 passed') })
})

test('arsim/vitest answers paths that there are not as the server does', async () => {
  writeFileSync(
    join(folder, 'paths.test.js'),
    `
import { test } from 'arsim/vitest'
import { expect } from 'vitest'

test('a path that is mistyped, and one of nothing', async ({ as }) => {
  const { status, headers } = await as().get('actionz')
  expect([status, headers.get('x-sim-warning')]).toEqual([404, expect.stringContaining('No operation of the AR API has this path.')])
  expect(await as().get('/actions')).toMatchObject({ status: 404, body: { error: { message: expect.stringContaining('Nothing is here.') } } })
})
`,
  )
  expect(await vitest('paths.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 passed') })
})

test('arsim/vitest calls each API at its own address, and only those that have one', async () => {
  writeFileSync(
    join(folder, 'addresses.test.js'),
    `
import { createTest } from 'arsim/vitest'
import { expect } from 'vitest'

const both = createTest({ ar: 'https://ar.example', crm: 'https://crm.example/v2/', oauth: 'auto', onUnhandledRequest: 'error' })
both('both', async ({ as, guide, samples, world }) => {
  const [{ email }] = guide().crm_users
  expect(await as(email).get('documents/' + samples.crm_documents.active)).toMatchObject({ status: 200 })
  expect(await as('owner').get('customers/' + samples.customers.active)).toMatchObject({ status: 200 })
  expect(() => samples.customers.actve).toThrow('There is no sample of customers "actve". Did you mean "active"?')
  expect(() => samples.custmers).toThrow('There is no table with samples "custmers". Did you mean "customers"?')
  expect(samples).toMatchObject(guide().samples)
  expect(await as(email).get('oauth/google/authorize?returnTo=/settings')).toMatchObject({ body: { data: { url: '/settings?connected=google' } } })
  world.clock.advance('PT1H')
  expect(await as(email).get('email/inbox')).toMatchObject({ status: 200 })
})

const crm = createTest({ crm: 'https://crm.example' })
crm('one', async ({ as, guide }) => {
  expect(await as().get('email/inbox')).toMatchObject({ status: 200 })
  expect(() => as('owner')).toThrow('Nobody is called "owner".')
  expect(Object.keys(guide())).not.toContain('companies')
})

both('several', ({ as, guide }) => {
  const [first] = guide().companies
  expect(() => as('Elton Auer')).toThrow(/^There are several called "Elton Auer": .* of .*, .* of .*\\. Say which\\.$/)
  expect(as(first.members.find(({ name }) => name === 'Elton Auer').id).company).toBe(first.id)
})
`,
  )
  expect(await vitest('addresses.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 passed') })
})

test('arsim/vitest answers tests that ask for nothing, beside handlers of their own', async () => {
  writeFileSync(
    join(folder, 'handlers.test.js'),
    `
import { createTest } from 'arsim/vitest'
import { http, HttpResponse } from 'msw'
import { expect } from 'vitest'

const other = http.get('https://other.example/', () => HttpResponse.json('other'))
const test = createTest({ ar: 'https://ar.example', handlers: [other], onUnhandledRequest: 'error' })
const statusOf = async (url) => (await fetch(url)).status

test('asks for nothing', async () => {
  expect(await statusOf('https://ar.example/api/companies/none/actions')).toBe(401)
  expect(await statusOf('https://other.example/')).toBe(200)
  await expect(fetch('https://nobody.example/')).rejects.toThrow()
})

test('what a test adds comes first', async ({ server }) => {
  server.use(http.get('https://ar.example/api/companies/none/actions', () => new HttpResponse(null, { status: 418 })))
  expect(await statusOf('https://ar.example/api/companies/none/actions')).toBe(418)
})

test('and goes with it', async () => {
  expect(await statusOf('https://ar.example/api/companies/none/actions')).toBe(401)
})
`,
  )
  expect(await vitest('handlers.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 passed') })
})

test('arsim/vitest answers through a server of MSW that is there already', async () => {
  writeFileSync(
    join(folder, 'server.test.js'),
    `
import { createTest } from 'arsim/vitest'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test as plain } from 'vitest'

const server = setupServer(http.get('https://other.example/', () => HttpResponse.json('other')))
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
const test = createTest({ ar: 'https://ar.example', server })

for (const name of ['one', 'another'])
  test(name, async ({ as, world }) => {
    expect(await as().post('customers', { customer_company_name: 'Once' })).toMatchObject({ status: 201 })
    expect((await fetch('https://other.example/')).status).toBe(200)
    world.verify('createCustomer', {}, 1)
  })

plain('outside of worlds', async () => {
  expect((await fetch('https://other.example/')).status).toBe(200)
  await expect(fetch('https://ar.example/api/companies/none/actions')).rejects.toThrow()
  expect(() => createTest({ server, handlers: [] })).toThrow('Tell your server itself')
})
`,
  )
  expect(await vitest('server.test.js')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 passed') })
})

test('arsim/vitest says what may be wrong with a server that brings no call, and lets hooks of a test that failed read its world', async () => {
  writeFileSync(
    join(folder, 'unmet.test.js'),
    `
import { createTest } from 'arsim/vitest'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, onTestFailed } from 'vitest'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => server.resetHandlers())
afterAll(() => server.close())
const test = createTest({ ar: 'https://ar.example', server })

let before
test('fails', async ({ as, db, world }) => {
  before = world
  onTestFailed(() => console.log('of ' + db.companies.findMany().length + ' companies'))
  await as().get('actions')
})

test('the world of the test before is gone', ({ simulator, world }) => {
  expect(() => before.changes()).toThrow('was removed.')
  simulator.remove(world.id)
})

test('a world that its test has removed ends nothing else', ({ world }) => {
  expect(world.changes()).toEqual([])
})
`,
  )
  const { stdout } = await vitest('unmet.test.js')
  expect(stdout).toContain('1 failed | 2 passed')
  expect(stdout).toMatch(/of \d+ companies/)
  expect(stdout).toContain('  nothing was called: if the app did call, have your server listen in beforeAll')
})

test('arsim/vitest prints the journal of a test that fails', async () => {
  writeFileSync(
    join(folder, 'fails.test.js'),
    vitestFile('cancelled').replace(
      "  world.clock.advance('PT5S')",
      `
  world.faults.add({ match: { operation: 'listActions' }, answer: { status: 503 } })
  await as('owner').get('actions?page=2&page_size=5')
  world.emit('call.logged', { customer: action.customer, notes: 'They called.' })
  db.customers.create({ customer_company_name: 'New' })
  world.clock.advance('PT5S')`,
    ),
  )
  const { status, stdout } = await vitest('fails.test.js')
  expect(status).toBe(1)
  expect(stdout).toContain('1 failed | 1 passed')
  expect(stdout).toContain('The journal of "an action is approved":')
  for (const line of [
    / 1 {2}2026-\S+ {2}POST \S+\/approve 200 approveAction by /,
    / 2 {2}2026-\S+ {2}fault added \{"id":"fault-1","match":\{"operation":"listActions"\}/,
    / 3 {2}2026-\S+ {2}GET \S+\/actions\?page=2&page_size=5 503 listActions by .* met fault-1/,
    / 4 {2}2026-\S+ {2}event call\.logged \{"customer":/,
    / 5 {2}2026-\S+ {2}data customers\.create/,
    / 6 {2}2026-\S+ {2}clock 2026-\S+ → 2026-\S+, \d+ things happened/,
    / {8}2026-\S+ deliverAction: an e-mail goes out about /,
  ])
    expect(stdout).toMatch(line)
})

test('arsim/vitest says of a journal what it has', async () => {
  const file = (journal: number) => `
import { createTest } from 'arsim/vitest'
import { expect } from 'vitest'

createTest({ journal: ${journal} })('fails', async ({ as }) => {
  for (const page of [1, 2]) await as().get('actions?page=' + page)
  expect(1).toBe(2)
})
`
  writeFileSync(join(folder, 'one.test.js'), file(1))
  writeFileSync(join(folder, 'none.test.js'), file(0))
  expect((await vitest('one.test.js')).stdout).toMatch(/The journal of "fails":\n {2}older entries are gone\n +2 .* listActions/)
  expect((await vitest('none.test.js')).stdout).not.toContain('The journal of')
})

const page = `
<button id="approve">Approve</button><p id="status"></p>
<script>
  const api = 'http://localhost:4999'
  document.querySelector('button').onclick = async () => {
    const [company, action, token] = location.hash.slice(1).split(',')
    const url = api + '/api/companies/' + company + '/actions/' + action + '/approve'
    const answer = await fetch(url, { method: 'POST', headers: { authorization: 'Token ' + token } }).catch(() => undefined)
    document.querySelector('p').textContent = answer ? String(answer.status) : 'no answer'
  }
</script>`

const playwrightFile = `
import { createServer } from 'node:http'
import { test, expect } from 'arsim/playwright'

test.use({ appCalls: 'http://localhost:4999', arsimOptions: { seed: 2, controlToken: 'secret' } })

const app = createServer((_, response) => response.setHeader('content-type', 'text/html').end(${JSON.stringify(page)}))
test.beforeAll(() => new Promise((resolve) => app.listen(0, '127.0.0.1', resolve)))
test.afterAll(() => void app.close())

test.beforeEach(async ({ page, world }) => {
  const { companies, samples } = await world.guide()
  const names = [companies[0].id, samples.actions.proposed, companies[0].members[0].token]
  await page.goto('http://localhost:' + app.address().port + '/#' + names)
})

test('an app with an address built in is led to the world of its test', async ({ page, world }) => {
  await page.click('#approve')
  await expect(page.locator('#status')).toHaveText('200')
  await world.verify('approveAction', { status: 200 }, 1)
  expect((await world.advance('PT5S')).map(({ event }) => event)).toContain('deliverAction')
  const [call] = await world.calls('approveAction')
  expect(call.response.body.status).toBe('processing')
  expect(await world.harms({ rule: 'dunned-paid' })).toEqual([])
  await expect(world.harms({ rule: 'dunned-payed' })).rejects.toThrow('Did you mean "dunned-paid"?')
})

test.describe('an app that calls its own origin', () => {
  test.use({ appCalls: 'http://localhost:4996' })

  test('is led to the world of its test, whatever it calls', async ({ page, world }) => {
    const own = createServer((_, response) => response.end('the app'))
    await new Promise((resolve) => own.listen(4996, '127.0.0.1', resolve))
    await page.goto('http://localhost:4996/')
    const { companies } = await world.guide()
    const { id, members } = companies[0]
    for (const method of ['GET', 'POST']) {
      const call = { method, headers: { authorization: 'Token ' + members[0].token } }
      const path = '/api/companies/' + id + '/customers'
      expect(await page.evaluate(([path, call]) => fetch(path, call).then((answer) => answer.status), [path, call])).toBe(
        method === 'GET' ? 200 : 400,
      )
    }
    own.close()
    expect(await world.calls('listCustomers')).toHaveLength(1)
  })
})

test('what goes wrong is armed for this test only', async ({ page, world }) => {
  expect(await world.calls('approveAction')).toEqual([])
  await world.fail({ match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1 })
  await page.click('#approve')
  await expect(page.locator('#status')).toHaveText('503')
  await expect(world.verify('approveAction', { status: 200 })).rejects.toThrow('at least 1 call')
  await expect(world.fail({ lose: 'everything' })).rejects.toThrow('lose')
})

test('a world is steered as in code', async ({ world }) => {
  const { crm_users: [{ email }], samples } = await world.guide()
  expect(await world.moveTo('2026-06-02T12:00:00Z')).toEqual(expect.any(Array))
  expect((await (await world.as(email)).get('email/inbox')).status).toBe(200)
  const me = await world.as('owner')
  await world.snapshots.take('before')
  for (const name of ['One', 'Two']) await me.post('customers', { customer_company_name: name })
  await world.verify('createCustomer', { body: { customer_company_name: 'One' }, caller: 'owner' }, 1)
  expect(await world.calls('createCustomer', { body: { customer_company_name: 'Two' } })).toHaveLength(1)
  expect(await world.calls('createCustomer', { body: {}, limit: 1 })).toMatchObject([{ request: { body: { customer_company_name: 'Two' } } }])
  expect(await world.waitForCall('createCustomer')).toMatchObject({ request: { body: { customer_company_name: 'One' } } })
  const waiting = world.waitForCall('listActions', { query: { page: '1' } })
  await me.get('actions')
  await me.get('actions?page=1')
  expect((await waiting).request.query).toEqual({ page: '1' })
  expect(await world.rows('customers', { customer_company_name: 'Two' })).toMatchObject([{ customer_company_name: 'Two' }])
  expect(await world.undo()).toMatchObject([{ operation: 'createCustomer' }, { operation: 'listActions' }, { operation: 'listActions' }])
  await world.snapshots.restore('before')
  expect(await world.rows('customers', { customer_company_name: 'One' })).toEqual([])
  const { id } = await world.faults.add({ delayMs: 1 })
  expect(await world.faults.list()).toMatchObject([{ id }])
  await world.faults.remove(id)
  await world.fail({ delayMs: 1 })
  await world.faults.clear()
  expect(await world.faults.list()).toEqual([])
  expect(await world.snapshots.list()).toEqual(['before'])
  await world.snapshots.remove('before')
  expect(await world.snapshots.list()).toEqual([])
  const { id: made } = await world.create('customers', { customer_company_name: 'Made' })
  expect(await world.update('customers', made, { customer_company_name: 'Changed' })).toMatchObject({ id: made })
  await world.delete('customers', made)
  expect(await world.rows('customers', { customer_company_name: 'Changed' })).toEqual([])
  expect((await world.entries({ kind: 'data', limit: 2 })).map(({ action }) => action)).toEqual(['update', 'delete'])
  expect(await world.timeline(1)).toMatchObject([{ event: expect.any(String) }])
  const file = await world.save({ whole: true })
  await world.setMode('running')
  expect((await world.guide()).clock).toBe('running')
  await world.load(file)
  expect((await world.guide()).clock).toBe('frozen')
  void world.waitForCall('approveAction')
  const lost = expect(world.waitForCall('approveAction')).rejects.toThrow(/The world .*is gone/)
  await world.forget()
  await lost
})

test('a world that is gone is told', async ({ arsim, world }) => {
  const headers = { authorization: 'Bearer secret' }
  await fetch(arsim.url + '/__sim/worlds/' + world.id, { method: 'DELETE', headers })
  await expect(world.calls('approveAction')).rejects.toThrow('is gone: it was forgotten, or the server has started again.')
  await expect(world.verify('approveAction', {}, 0)).rejects.toThrow('is gone')
})

test.describe('worlds of another kind', () => {
  test.use({ worldOptions: { scenario: 'empty', seed: 7, life: 'on', oauth: 'auto', clock: 'running' } })

  test('are made as told', async ({ world }) => {
    expect(await world.guide()).toMatchObject({ scenario: 'empty', seed: 7, clock: 'running' })
  })
})

test('the world of a test that fails is attached', async ({ world }) => {
  await world.emit('call.logged', { customer: (await world.samples()).customers.active, notes: 'They called.' })
  expect(1).toBe(2)
})
`

const builtInFile = `
import express from 'express'
import { createSimulator } from 'arsim'
import { simulatorRouter } from 'arsim/express'
import { test, expect } from 'arsim/playwright'

test.use({ arsimUrl: 'http://127.0.0.1:4997/tools/arsim' })

let server
test.beforeAll(() => {
  const app = express()
  app.use('/tools/arsim', simulatorRouter(createSimulator()))
  app.get('/{*path}', (_, response) => response.type('html').send('<title>My app</title>'))
  return new Promise((resolve) => (server = app.listen(4997, '127.0.0.1', resolve)))
})
test.afterAll(() => void server.close())

test('an app that has the simulator in it keeps its pages', async ({ page, world }) => {
  await page.goto('http://127.0.0.1:4997/actions')
  await expect(page).toHaveTitle('My app')
  const status = await page.evaluate(async () => (await fetch('/tools/arsim/api/companies/none/actions')).status)
  expect(status).toBe(401)
  await world.verify('listActions', { status: 401 }, 1)
})
`

const serverFile = `
import { createSimulator } from 'arsim'
import { serve } from 'arsim/server'
import { test, expect } from 'arsim/playwright'

test.use({ arsimUrl: 'http://127.0.0.1:4998' })

let server
test.beforeAll(async () => (server = await serve(createSimulator({ clock: 'running', life: 'on', seed: 3 }), { port: 4998 })))
test.afterAll(() => server.close())

test('a server that runs has frozen worlds for tests', async ({ world }) => {
  expect(await world.guide()).toMatchObject({ clock: 'frozen', life: 'off', seed: 3 })
})
`

inChromium('arsim/playwright gives each test a world, led to by the address that the app has', async () => {
  const use = { launchOptions: { executablePath, args: flags } }
  writeFileSync(
    join(folder, 'playwright.config.js'),
    `export default ${JSON.stringify({ testMatch: '*.spec.js', workers: 1, reporter: [['line'], ['json', { outputFile: 'report.json' }]], use })}`,
  )
  writeFileSync(join(folder, 'page.spec.js'), playwrightFile)
  writeFileSync(join(folder, 'server.spec.js'), serverFile)
  writeFileSync(join(folder, 'built-in.spec.js'), builtInFile)
  const { stdout, stderr } = await run('node', ['node_modules/@playwright/test/cli.js', 'test'], folder)
  expect(stdout + stderr).toContain('8 passed')
  expect(stdout).toContain('1 failed')
  expect(stdout).toContain('the world of a test that fails is attached')
  const report = readFileSync(join(folder, 'report.json'), 'utf8')
  for (const name of ['world.json', 'journal.json']) expect(report).toContain(`"name": "${name}"`)
  const [, body = ''] = /"name": "world.json",[^}]*"body": "([^"]*)"/.exec(report) ?? []
  expect(JSON.parse(atob(body))).toMatchObject({ seed: 2, base: null })
})
