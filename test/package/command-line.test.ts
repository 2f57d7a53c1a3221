import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { listening } from '../support/listening.ts'
import { installed, manifest } from './packed.ts'
import { starter } from './process.ts'
import { run, startUntil } from './run.ts'

const folder = await installed()
const bin = join(folder, 'node_modules/.bin/arsim')
const arsim = (...args: string[]) => run(bin, args, folder)

test('arsim serve prints where it listens, and answers there', async () => {
  const url = await startUntil(/http:\/\/127\.0\.0\.1:\d+\/__sim/, bin, ['serve', '--port', '0'], folder)
  expect(await (await fetch(url)).json()).toMatchObject({ name: 'arsim', version: manifest.version, clock: 'running' })
})

test('arsim serve refuses a port that is none', async () => {
  expect(await arsim('serve', '--port', '99999')).toEqual({
    status: 1,
    stdout: '',
    stderr: "error: option '--port <port>' argument '99999' is invalid. A port is a number from 0 to 65535.\n",
  })
})

test('arsim serve refuses a control token that no header can hold as one word', async () => {
  expect(await arsim('serve', '--port', '0', '--control-token', 'open sesame')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      "error: option '--control-token <token>' argument 'open sesame' is invalid. A token is at least one visible letter of ASCII, and has no spaces.\n",
  })
})

test('a journal may keep no entries, but not fewer', async () => {
  const { status, stderr } = await arsim('serve', '--journal', '-1')
  expect([status, stderr]).toEqual([
    1,
    "error: option '--journal <number>' argument '-1' is invalid. It is a whole number of at least 0.\n",
  ])
})

test('an unknown command is refused with the nearest one, or all there are', async () => {
  const ended = (stderr: string) => ({ status: 1, stdout: '', stderr: `arsim: Unknown command ${stderr}\n` })
  expect(await arsim('opnapi')).toEqual(ended('"opnapi". Did you mean "openapi"?'))
  expect(await arsim('bogus')).toEqual(ended('"bogus". There is: serve, openapi, help.'))
})

test('arsim without a command is arsim serve, and --help says so', async () => {
  const url = await startUntil(/http:\/\/127\.0\.0\.1:\d+\/__sim/, bin, ['--port', '0'], folder)
  expect((await fetch(url)).status).toBe(200)
  expect((await arsim('--help')).stdout.replaceAll(/\s+/g, ' ')).toContain('what arsim does where no command is told')
})

test('on all addresses arsim prints one that this machine can call', async () => {
  const [url = '', line] = (
    await startUntil(
      /http:\/\/localhost:\d+[\s\S]*all addresses of this machine/,
      bin,
      ['--port', '0', '--host', '0.0.0.0'],
      folder,
    )
  ).split(/(?=,)|\n(?=It)/)
  expect((await fetch(`${url}/__sim/health`)).status).toBe(200)
  expect(line).toBeDefined()
})

test('arsim says where mistakes of an agent do nothing, and starts', async () => {
  const args = ['--clock', 'frozen', '--agent-mistakes', 'duplicate=1', '--port', '0']
  const { program, printed, ended } = await starter(bin, folder)(args)
  program.kill('SIGTERM')
  await ended
  expect(printed.stderr).toBe('arsim: --agent-mistakes does nothing in a world that does not live: start with --life on.\n')
})

test('arsim says that a setting is none of the APIs that it serves', async () => {
  const args = ['--api', 'crm', '--life', 'on', '--agent-mistakes', 'duplicate=1', '--port', '0']
  expect(await arsim(...args)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'arsim: There is no setting "agentMistakes". There is: oauth, life.\n',
  })
})

test('each setting of a world has a flag, which takes its values', async () => {
  const help = (await arsim('serve', '--help')).stdout.replace(/\s+/g, ' ')
  expect(help).toMatch(
    /--oauth <mode> .*\(choices: "ask", "auto"\) --life <mode> .*\(choices: "off", "on"\) --agent-mistakes <shares>/,
  )
  expect((await arsim('serve', '--oauth', 'maybe')).stderr).toContain('Allowed choices are ask, auto.')
})

test('arsim serve says so when its port is in use', async () => {
  const { port, close } = await listening()
  onTestFinished(close)
  expect(await arsim('serve', '--port', `${port}`)).toEqual({
    status: 1,
    stdout: '',
    stderr: `arsim: Port ${port} is in use. Choose another one: --port 0 takes any that is free.\n`,
  })
})

const scenarioFile = (amount: number): string => `
  import { defineScenario } from 'arsim/data'
  interface Debt { amount: number }
  const debt: Debt = { amount: ${amount} }
  export default defineScenario({
    name: 'debt',
    tell({ db, day }) {
      const customer = db.customers.create({ customer_company_name: 'Slow Ltd' })
      db.invoices.create({ customer: customer.id, ...debt, due_date: day(-9) })
    },
  })
`

test('arsim serve --scenario plays a scenario in TypeScript, and --watch reads it again when it changes', async () => {
  const file = join(folder, 'debt.ts')
  writeFileSync(file, scenarioFile(800))
  const url = await startUntil(
    /http:\/\/127\.0\.0\.1:\d+/,
    bin,
    ['serve', '--port', '0', '--scenario', './debt.ts', '--watch'],
    folder,
  )
  const { companies, scenario } = await (await fetch(`${url}/__sim`)).json()
  expect(scenario).toBe('debt')
  const [{ id, members }] = companies
  const headers = { authorization: `Token ${members[0].token}` }
  const owed = async (): Promise<number> =>
    (await (await fetch(`${url}/api/companies/${id}/customers`, { headers })).json()).data[0].total_balance
  expect(await owed()).toBe(800)
  writeFileSync(file, scenarioFile(950))
  await vi.waitFor(async () => expect(await owed()).toBe(950), { timeout: 60_000 })
})

test('arsim serve --watch reads modules in JavaScript again', async () => {
  const file = join(folder, 'debt.mjs')
  const told = (name: string) =>
    `import { defineScenario } from 'arsim/data'
     const names = await Promise.resolve(['${name}'])
     const tell = ({ db }) => db.customers.create({ customer_company_name: names[0] })
     export default defineScenario({ name: 'debt', tell })`
  writeFileSync(file, told('One'))
  const url = await startUntil(
    /http:\/\/127\.0\.0\.1:\d+/,
    bin,
    ['serve', '--port', '0', '--scenario', './debt.mjs', '--watch'],
    folder,
  )
  const names = async (): Promise<string[]> =>
    (await (await fetch(`${url}/__sim/tables/customers`)).json()).rows.map(
      (row: { customer_company_name: string }) => row.customer_company_name,
    )
  expect(await names()).toEqual(['One'])
  writeFileSync(file, told('Two'))
  await vi.waitFor(async () => expect(await names()).toEqual(['Two']), { timeout: 60_000 })
})

test('arsim serve says what is wrong with the file of a scenario', async () => {
  writeFileSync(join(folder, 'nothing.ts'), 'export default 7')
  const ended = (stderr: string) => ({ status: 1, stdout: '', stderr })
  expect(await arsim('serve', '--scenario', './nothing.ts')).toEqual(
    ended('arsim: ./nothing.ts: it exports no scenario. Write: export default defineScenario({ … })\n'),
  )
  writeFileSync(join(folder, 'world.json'), '{}')
  expect((await arsim('serve', '--scenario', 'world.json')).stderr).toBe(
    'arsim: world.json: it is no scenario, which is JavaScript or TypeScript. A saved world is given with --world FILE.\n',
  )
  expect((await arsim('serve', '--world', 'nothing.ts')).stderr).toBe(
    'arsim: nothing.ts is no saved world. A scenario is given with --scenario FILE.\n',
  )
  expect(await arsim('serve', '--scenario', './nope')).toEqual(ended('arsim: ./nope: there is no such file.\n'))
  mkdirSync(join(folder, 'told'))
  expect(await arsim('serve', '--scenario', './told')).toEqual(ended('arsim: ./told: it is a folder, and no file.\n'))
  writeFileSync(join(folder, 'asking.ts'), "import './gone.ts'\nexport default 7")
  expect((await arsim('serve', '--scenario', './asking.ts')).stderr).toMatch(
    /^arsim: \.\/asking\.ts: Cannot find module '\.\/gone\.ts'.*\n$/,
  )
  for (const [thrown, said] of [
    ['null', 'null'],
    ["'no books'", 'no books'],
  ] as const) {
    writeFileSync(join(folder, 'throwing.ts'), `throw ${thrown}`)
    expect(await arsim('serve', '--scenario', './throwing.ts')).toEqual(ended(`arsim: ./throwing.ts: ${said}\n`))
  }
  writeFileSync(join(folder, 'late.ts'), "export default { name: 'x', from: 'default', prepare() { throw undefined } }")
  expect(await arsim('serve', '--scenario', './late.ts')).toEqual(ended('arsim: The scenario "x" failed: undefined\n'))
  expect(await arsim('serve', '--watch')).toEqual(ended('arsim: --watch is for a scenario that is a file: --scenario FILE.\n'))
})

test('arsim openapi prints the 3.1 document as YAML', async () => {
  const { status, stdout, stderr } = await arsim('openapi', 'ar')
  expect([status, stderr]).toEqual([0, ''])
  expect(parse(stdout)).toMatchObject({ openapi: '3.1.0', info: { title: 'AR API' } })
})

test('arsim openapi writes the document as JSON to a file', async () => {
  expect(await arsim('openapi', 'ar', '--format', 'json', '--out', 'ar.json')).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(JSON.parse(readFileSync(join(folder, 'ar.json'), 'utf8'))).toMatchObject({ openapi: '3.1.0' })
})

test('what cannot be printed is told in a sentence', async () => {
  expect(await run('bash', ['-c', `${bin} openapi ar > /dev/full`], folder)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^arsim: Cannot print: ENOSPC.*\n$/),
  })
})

test('arsim openapi says which APIs there are', async () => {
  const { status, stdout, stderr } = await arsim('openapi', 'nope')
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^arsim: There is no API "nope"\. There is: ar\b.*\n$/)
})

test('arsim openapi says so when it cannot write', async () => {
  const { status, stderr } = await arsim('openapi', 'ar', '--out', 'no/such/folder/ar.yaml')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^arsim: Cannot write no\/such\/folder\/ar\.yaml: .*\n$/)
})

test('arsim --version prints the version of the package', async () => {
  expect(await arsim('--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
})
