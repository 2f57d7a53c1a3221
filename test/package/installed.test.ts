import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asHere, installed, manifest, root } from './packed.ts'
import { runProgram } from './program.ts'
import { output, run } from './run.ts'

const folder = await installed(asHere('msw'), asHere('express'), asHere('@types/express'), asHere('@types/node'))

test('every entry of the package can be imported in Node, and has these names', async () => {
  // The kits load inside of their test runners only: kits.test.ts runs them there.
  const others = ['./package.json', './vitest', './playwright']
  const entries = Object.keys(manifest.exports).filter((entry) => !others.includes(entry))
  const list = `
    const names = async (entry) => [entry, Object.keys(await import(entry.replace('.', 'arsim'))).sort()]
    console.log(JSON.stringify(Object.fromEntries(await Promise.all(${JSON.stringify(entries)}.map(names)))))
  `
  const errors = ['Clock', 'Event', 'Fault', 'Journal', 'Scenario', 'Simulator', 'Snapshot', 'Verification', 'WorldFile']
  const names = [...errors.map((name) => `${name}Error`), 'OutOfSpace', 'VERSION', 'createSimulator', 'persist'].sort()
  expect(JSON.parse(await output('node', ['--input-type=module', '--eval', list], folder))).toEqual({
    '.': names,
    './ar': names,
    './crm': names,
    './dashboard': ['mountDashboard'],
    './data': ['CollectionError', 'Query', 'collections', 'defineScenario'],
    './express': ['simulatorRouter'],
    './msw': ['handlers'],
    './openapi': ['toOpenApi', 'toText'],
    './scenarios': ['fakedScenario'],
    './server': ['serve'],
  })
})

test('VERSION is the version of the package', async () => {
  const print = "import { VERSION } from 'arsim'; console.log(VERSION)"
  expect(await output('node', ['--input-type=module', '--eval', print], folder)).toBe(`${manifest.version}\n`)
})

test('a program calls the simulator and moves the clock of its world', async () => {
  expect(await runProgram('clock', folder)).toEqual({
    now: '2026-06-01T14:01:00Z',
    fired: true,
    statuses: ['processing', 'completed'],
  })
})

test('an Express app uses the simulator below a path, beside its own routes', async () => {
  expect(await runProgram('express', folder)).toEqual({ mine: 'mine', approved: [200, 'processing'] })
})

test('a program serves the simulator over HTTP', async () => {
  expect(await runProgram('server', folder)).toEqual({ approved: [200, 'processing'] })
})

test('a program mocks an origin with MSW', async () => {
  expect(await runProgram('msw', folder)).toEqual({ approved: [200, 'processing'] })
})

test('a server keeps a file of 25 MB once, needs less than twice of it meanwhile, and keeps nothing of a larger one', async () => {
  const upload = { status: 200, size: 25 * 1024 * 1024, isSame: true, kept: about(1), afterDownload: about(1) }
  const files = (await runProgram('files', folder, ['node', '--expose-gc'])) as Record<string, { peak: number }>
  expect(files).toMatchObject({
    announced: upload,
    unannounced: upload,
    refused: { status: 413, unconfirmed: 409, kept: about(0) },
    keptAfterReset: about(0),
  })
  expect(files.announced?.peak).toBeLessThan(2)
  expect(files.unannounced?.peak).toBeLessThan(2)
})

const about = (value: number) => expect.closeTo(value, 1)

test('where a program ends with an error, the sentence is what one sees, and not the package', async () => {
  const wrong = {
    CollectionError: "require('arsim/data').collections(world).invoices.create({ amount: 5 })",
    ClockError: "world.clock.advance('5s')",
    EventError: "world.emit('customer.replied', {})",
  }
  for (const [name, call] of Object.entries(wrong)) {
    const program = `const world = require('arsim').createSimulator().world(); ${call}`
    const { status, stderr } = await run('node', ['--input-type=commonjs', '--eval', program], folder)
    expect({ name, status, isShort: stderr.length < 3_000 }).toEqual({ name, status: 1, isShort: true })
    expect(stderr).toMatch(new RegExp(`^${name}: \\S`, 'm'))
  }
})

test('a program makes the OpenAPI 3.1 document', async () => {
  expect(await runProgram('openapi', folder)).toEqual({ version: '3.1.0', text: '3.1.0' })
})

test('a program hands over the scenario that is made with faker, which is what another seed gives in Node', async () => {
  expect(await runProgram('data', folder)).toEqual({ customers: true, same: true })
})

for (const [module, moduleResolution] of [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])
  test(`the types hold with module ${module}, those of the dependencies too, and refuse mistakes`, async () => {
    cpSync(join(root, 'test/package/programs'), join(folder, 'programs'), { recursive: true })
    const strict = { strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: false }
    const compilerOptions = { ...strict, target: 'es2023', module, moduleResolution, types: ['node'] }
    writeFileSync(join(folder, `tsconfig.${module}.json`), JSON.stringify({ compilerOptions, include: ['programs'] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    expect(await run('node', [tsc, '-p', `tsconfig.${module}.json`], folder)).toEqual({ status: 0, stdout: '', stderr: '' })
  })
