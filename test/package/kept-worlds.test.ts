/** The server with files of worlds: what it starts from, what it keeps, and what it refuses. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Keeper } from '../../src/cli/keeper.ts'
import { createSimulator } from '../../src/index.ts'
import { ownFolder } from '../support/own-folder.ts'
import { root } from './packed.ts'
import { memberOf, type Process, starter } from './process.ts'

const bin = join(root, 'dist/bin/arsim.js')
const start = starter(bin, root)

/** A file in a folder of its own. */
const place = (name = 'worlds.json'): string => join(ownFolder(), name)

async function stop({ program, ended }: Process): Promise<void> {
  program.kill('SIGTERM')
  expect(await ended).toEqual({ status: 0, signal: null })
}

/** Looks until a file holds something. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; !holds(); i++) {
    expect(i).toBeLessThan(200)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('--keep writes after changes and at the end, and a server that starts with the file goes on from there', async () => {
  const file = place()
  const first = await start(['--keep', file])
  expect(existsSync(file)).toBe(false)
  const { path, samples, headers } = await memberOf(first)
  await first.call(`POST ${path}/actions/${samples.actions.proposed}/approve`, {}, headers)
  await until(() => existsSync(file))
  const written = readFileSync(file, 'utf8')
  await first.call(`POST /~mine${path}/actions/${samples.actions.proposed}/reject`, {}, headers)
  await first.call('PATCH /~mine/__sim/clock', { advance: 'P10D' })
  await first.call('PATCH /~mine/__sim/clock', { mode: 'frozen' })
  const before = await (await first.call(`GET /~mine${path}/actions/${samples.actions.proposed}`, undefined, headers)).json()
  const clock = await (await first.call('GET /~mine/__sim/clock')).json()
  await stop(first)
  expect(readFileSync(file, 'utf8')).not.toBe(written)
  expect(readdirSync(dirname(file))).toEqual(['worlds.json'])

  const second = await start(['--keep', file])
  const action = `actions/${samples.actions.proposed}`
  expect(await (await second.call(`GET /~mine${path}/${action}`, undefined, headers)).json()).toEqual(before)
  expect(await (await second.call('GET /~mine/__sim/clock')).json()).toEqual(clock)
  expect((await (await second.call(`GET ${path}/${action}`, undefined, headers)).json()).status).not.toBe('proposed')
  await second.call('POST /~mine/__sim/reset')
  expect((await (await second.call(`GET /~mine${path}/${action}`, undefined, headers)).json()).status).toBe('proposed')
  await stop(second)
  expect(second.printed.stderr).toBe('')

  const third = await start([
    '--keep',
    file,
    '--scenario',
    'empty',
    '--seed',
    '7',
    '--clock',
    'running',
    '--life',
    'off',
    '--oauth',
    'auto',
  ])
  await stop(third)
  expect(third.printed.stderr).toBe(
    [
      `arsim: --scenario empty is for new worlds only: in ${file} the scenario of the default world is default.\n`,
      `arsim: --seed 7 is for new worlds only: in ${file} the seed of the default world is 1.\n`,
      `arsim: --oauth auto is for new worlds only: in ${file} the oauth of the default world is ask.\n`,
      `arsim: --life off is for new worlds only: in ${file} the life of the default world is on.\n`,
    ].join(''),
  )
})

test('--watch plays a scenario again in the worlds that play it, and leaves those that are kept of another', async () => {
  const [file, scenario] = [place(), place('late.mjs')]
  const told = (from: string) => `export default { name: 'late', from: '${from}', prepare() {} }`
  writeFileSync(scenario, told('default'))
  const first = await start(['--keep', file])
  await first.call('POST /__sim/tables/customers', { customer_company_name: 'Own' })
  await stop(first)
  const second = await start(['--keep', file, '--scenario', scenario, '--watch'])
  await second.call('POST /__sim/worlds', { id: 'late', scenario: 'late' })
  const count = async (world: string) => (await (await second.call(`GET /~${world}/__sim/tables/customers`)).json()).count
  const [own, late] = [await count('default'), await count('late')]
  expect(late).toBe(own - 1)
  writeFileSync(scenario, told('empty'))
  await second.until(/was read again\./)
  expect(second.printed.stdout).toContain('The worlds that play it have started again.')
  expect([await count('default'), await count('late')]).toEqual([own, 0])
  writeFileSync(scenario, told('default').replace('late', 'later'))
  await second.until(/Until the next start it is still called "late"\./)
  writeFileSync(scenario, told('empty'))
  await stop(second)
  await stop(await start(['--keep', file, '--scenario', scenario]))
})

test('--keep says where somebody else writes the file, and fails where the worlds are in no file at the end', async () => {
  const file = place('of/worlds.json')
  mkdirSync(dirname(file))
  writeFileSync(file, `\uFEFF${JSON.stringify(createSimulator().save())}`, { mode: 0o600 })
  const server = await start(['--keep', file])
  const { mtimeMs } = statSync(file)
  await server.call('POST /__sim/worlds', { id: 'one' })
  await until(() => statSync(file).mtimeMs !== mtimeMs)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(server.printed.stderr).toBe('')
  writeFileSync(file, '{}')
  await server.call('POST /__sim/worlds', { id: 'two' })
  await until(() => readFileSync(file, 'utf8') !== '{}')
  await server.until(/are replaced\.\n/)
  expect(server.printed.stderr).toBe(`arsim: somebody else has written ${file} since: those worlds are replaced.\n`)
  await server.call('POST /__sim/worlds', { id: 'three' })
  rmSync(dirname(file), { recursive: true })
  server.program.kill('SIGTERM')
  expect(await server.ended).toEqual({ status: 1, signal: null })
  expect(server.printed.stderr).toMatch(/\narsim: cannot write .*worlds\.json: /)
})

test('a link to a file that is not there yet stays one', async () => {
  const link = place('link.json')
  symlinkSync('worlds.json', link)
  const server = await start(['--keep', link])
  await server.call('POST /__sim/worlds', { id: 'one' })
  await stop(server)
  expect([lstatSync(link).isSymbolicLink(), existsSync(join(dirname(link), 'worlds.json'))]).toEqual([true, true])
})

test('a world that is kept says when it started, and with --log json nothing but JSON is printed', async () => {
  const file = place()
  const now = '2027-03-04T05:06:07Z'
  const simulator = createSimulator({ scenario: { name: 'later', from: 'default', now, prepare: () => {} } })
  simulator.world().load({ ...simulator.world().save({ whole: true }), scenario: 'default' })
  writeFileSync(file, JSON.stringify(simulator.save()))
  const server = await start(['--keep', file, '--log', 'json'])
  const [usual] = await (await server.call('GET /__sim/worlds')).json()
  expect(usual.started).toBe(now)
  await stop(server)
  for (const line of server.printed.stdout.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow()
})

test('--world starts with a saved world, and so do the worlds that are made of it', async () => {
  const file = place('world.json')
  const first = await start(['--clock', 'frozen', '--seed', '7'])
  await first.call('PATCH /__sim/clock', { advance: 'P3D' })
  const saved = await (await first.call('GET /__sim/state')).text()
  writeFileSync(file, saved)
  await stop(first)
  const second = await start(['--world', file])
  for (const world of ['', '/~other']) expect(await (await second.call(`GET ${world}/__sim/state`)).text()).toBe(saved)
  await stop(second)
  expect(readFileSync(file, 'utf8')).toBe(saved)
})

test.each([
  ['--world', 'not JSON', 'is not JSON: expected a value at line 1 column 1.'],
  ['--keep', 'not JSON', 'is not JSON: expected a value at line 1 column 1.'],
  ['--world', '{}', 'The file holds no world: its format is not named'],
  ['--keep', '{}', 'The file holds no worlds: this version of arsim reads the format "arsim-worlds/1".'],
])('%s refuses the file %s with a sentence, and leaves it as it is', (flag, text, message) => {
  const file = place()
  writeFileSync(file, text)
  const { status, stdout, stderr } = spawnSync(bin, ['serve', '--port', '0', flag, file], { cwd: root, encoding: 'utf8' })
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^arsim: /)
  expect(stderr).toContain(message)
  expect(stderr.split('\n').length).toBe(2)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('--keep in a folder that is not there, and --world with what the file says, are refused', () => {
  const file = place()
  const say = (...args: string[]) => spawnSync(bin, ['serve', ...args], { cwd: root, encoding: 'utf8' }).stderr
  expect(say('--keep', join(file, 'worlds.json'))).toContain('there is no such folder')
  expect(say('--keep', '')).toContain('It is the name of a file.')
  expect(say('--world', file)).toContain('Cannot read')
  for (const [flag, value] of [
    ['--seed', '7'],
    ['--clock', 'frozen'],
    ['--keep', file],
  ] as const)
    expect(say('--world', file, flag, value)).toMatch(new RegExp(`'--world <file>' cannot be used with option '${flag} `))
})

test('--keep knows worlds by their ids: one takes the place of another that was as new', async () => {
  const file = place()
  const simulator = createSimulator()
  const keeper = new Keeper(simulator, file)
  const kept = () => JSON.parse(readFileSync(file, 'utf8')).worlds.map(({ id }: { id: string }) => id)
  simulator.fork('a')
  expect([await keeper.end(), kept()]).toEqual([true, ['default', 'a']])
  simulator.remove('a')
  simulator.fork('b')
  expect([await keeper.end(), kept()]).toEqual([true, ['default', 'b']])
})

test('--world takes the scenario that the file is about, and no other', async () => {
  const scenario = { name: 'own', from: 'empty', prepare() {} }
  const file = place('world.json')
  const told = join(dirname(file), 'own.mjs')
  writeFileSync(told, "export default { name: 'own', from: 'empty', prepare() {} }")
  writeFileSync(file, JSON.stringify(createSimulator({ scenario }).world().save()))
  const other = spawnSync(bin, ['serve', '--world', file, '--scenario', 'empty'], { cwd: root, encoding: 'utf8' })
  expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('about the scenario "own"')])
  const started = await start(['--world', file, '--scenario', told])
  expect(await (await started.call('GET /__sim')).json()).toMatchObject({ scenario: 'own', clock: 'frozen' })
  await stop(started)
})

test('--keep goes on where a scenario of one’s own was edited: what is new begins anew, what has changed stays until a reset', async () => {
  const [file, scenario] = [place(), place('own.mjs')]
  const tell = (name: string) =>
    writeFileSync(
      scenario,
      `import { defineScenario } from ${JSON.stringify(join(root, 'dist/node/data.js'))}
      export default defineScenario({ name: 'own', tell: ({ db }) => void db.customers.create({ customer_company_name: '${name}' }) })`,
    )
  const flags = ['--keep', file, '--scenario', scenario]
  const names = async (server: Process, world = '') => {
    const { rows } = await (await server.call(`GET ${world}/__sim/tables/customers`)).json()
    return rows.map((row: { customer_company_name: string }) => row.customer_company_name)
  }
  tell('Alpha')
  const first = await start(flags)
  await first.call('POST /~one/__sim/tables/customers', { customer_company_name: 'Own' })
  await first.call('POST /__sim/worlds', { id: 'forked', from: 'one' })
  await stop(first)

  tell('Beta')
  const second = await start(flags)
  expect([await names(second), await names(second, '/~one'), await names(second, '/~forked')]).toEqual([
    ['Beta'],
    ['Alpha', 'Own'],
    ['Alpha', 'Own'],
  ])
  expect(second.printed.stderr).toBe(
    `arsim: the scenario, the secret or arsim itself has changed since ${file} was written. Worlds in which something had happened stay as they were until they are reset: one.\n`,
  )
  await second.call('PATCH /__sim/clock', { mode: 'frozen' })
  await stop(second)

  tell('Gamma')
  const third = await start(flags)
  expect([await names(third), await names(third, '/~one')]).toEqual([['Beta'], ['Alpha', 'Own']])
  for (const world of ['', '/~one', '/~forked']) await third.call(`POST ${world}/__sim/reset`)
  expect([await names(third), await names(third, '/~one'), await names(third, '/~forked')]).toEqual([
    ['Gamma'],
    ['Gamma'],
    ['Alpha', 'Own'],
  ])
  await stop(third)
})
