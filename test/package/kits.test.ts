/** The kits do what they say in a project that has installed the package beside the test runners. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { executablePath, flags, inChromium } from '../browser/chromium.ts'
import { asHere, installed } from './packed.ts'
import { run } from './run.ts'

const folder = await installed(asHere('msw'), asHere('vitest'), asHere('@playwright/test'))

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

test('arsim/vitest prints the journal of a test that fails', async () => {
  writeFileSync(join(folder, 'fails.test.js'), vitestFile('cancelled'))
  const { status, stdout } = await vitest('fails.test.js')
  expect(status).toBe(1)
  expect(stdout).toContain('1 failed | 1 passed')
  expect(stdout).toContain('The journal of "an action is approved":')
  expect(stdout).toContain('approve 200 approveAction by ')
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

test.use({ appCalls: 'http://localhost:4999' })

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

test('what goes wrong is armed for this test only', async ({ page, world }) => {
  expect(await world.calls('approveAction')).toEqual([])
  await world.fail({ match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1 })
  await page.click('#approve')
  await expect(page.locator('#status')).toHaveText('503')
  await expect(world.verify('approveAction', { status: 200 })).rejects.toThrow('at least 1 call')
  await expect(world.fail({ lose: 'everything' })).rejects.toThrow('lose')
})

test('the world of a test that fails is attached', async ({ world }) => {
  await world.emit('call.logged', { customer: (await world.guide()).samples.customers.active, notes: 'They called.' })
  expect(1).toBe(2)
})
`

inChromium('arsim/playwright gives each test a world, led to by the address that the app has', async () => {
  const use = { launchOptions: { executablePath, args: flags } }
  writeFileSync(
    join(folder, 'playwright.config.js'),
    `export default ${JSON.stringify({ testMatch: 'page.spec.js', workers: 1, reporter: [['line'], ['json', { outputFile: 'report.json' }]], use })}`,
  )
  writeFileSync(join(folder, 'page.spec.js'), playwrightFile)
  const { stdout, stderr } = await run('node', ['node_modules/@playwright/test/cli.js', 'test'], folder)
  expect(stdout + stderr).toContain('2 passed')
  expect(stdout).toContain('1 failed')
  expect(stdout).toContain('the world of a test that fails is attached')
  const report = readFileSync(join(folder, 'report.json'), 'utf8')
  for (const name of ['world.json', 'journal.json']) expect(report).toContain(`"name": "${name}"`)
})
