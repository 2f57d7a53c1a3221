import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { oas31 } from 'openapi3-ts'
import { expect, test } from 'vitest'
import type { Api } from '../../src/core/call/api.ts'
import { createSimulator } from '../../src/index.ts'
import { toOpenApi } from '../../src/serve/openapi.ts'
import { root, unpacked } from './packed.ts'
import { output } from './run.ts'

const folder = await unpacked()

/** Bundles a program for browsers, with the packed package and the dependencies of this project. */
const bundle = (program: string, external: string[] = ['msw']) =>
  build({
    stdin: { contents: program, resolveDir: folder },
    absWorkingDir: folder,
    nodePaths: [join(root, 'node_modules')],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    minify: true,
    external,
    metafile: true,
    write: false,
    logLevel: 'silent',
  })

const mocked = `
  import { createSimulator } from 'arsim'
  import { handlers } from 'arsim/msw'
  export const mocks = handlers(createSimulator())
`

test('a browser bundle of the simulator and its handlers needs msw and nothing of Node', async () => {
  const { outputs } = (await bundle(mocked)).metafile
  expect(Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path))).toEqual(['msw'])
})

test('a browser bundle has no Express, faker, @msw/data or command line in it', async () => {
  const { inputs } = (await bundle(mocked)).metafile
  const unwanted = /node_modules\/(express|@faker-js|@msw\/data|commander|yaml|openapi3-ts)\/|\.node\.js$/
  expect(Object.keys(inputs).filter((path) => unwanted.test(path))).toEqual([])
})

test('a browser bundle is under 302.5 kB when minified and gzipped', async () => {
  const [file] = (await bundle(mocked)).outputFiles
  expect(gzipSync(file?.contents ?? '').length).toBeLessThan(302_500)
})

test('a browser bundle of one API has nothing of the other in it, and is smaller', async () => {
  for (const { api, limit, foreign } of [
    { api: 'ar', limit: 238_500, foreign: 'authorizeOauth' },
    { api: 'crm', limit: 178_000, foreign: 'bulkEnrollCustomers' },
  ]) {
    const [file] = (await bundle(mocked.replace("from 'arsim'", `from 'arsim/${api}'`))).outputFiles
    expect(file?.text).not.toContain(foreign)
    expect(gzipSync(file?.contents ?? '').length, api).toBeLessThan(limit)
  }
})

/** The strings of a program, as esbuild writes them. */
const hasString = (program: string, text: string) => ['"', "'", '`'].some((quote) => program.includes(`${quote}${text}${quote}`))

test('a browser bundle has no example in it, whatever it imports', async () => {
  const program = ['arsim', 'arsim/msw', 'arsim/data', 'arsim/scenarios', 'arsim/openapi'].map(
    (entry) => `export * from '${entry}'`,
  )
  const { outputFiles } = await bundle(program.join('\n'), ['msw', '@faker-js/*', '@msw/data', 'yaml', 'openapi3-ts/*'])
  const [{ text } = { text: '' }] = outputFiles
  const { operations } = createSimulator().apis.find(({ name }) => name === 'ar') as Api
  expect(operations.filter(({ summary }) => !hasString(text, summary))).toEqual([])
  const { apis } = createSimulator()
  // GET /__sim/events shows an example of each event, in a browser too.
  const shown = new Set(apis.flatMap(({ events }) => events.flatMap(({ examples }) => examples.map(({ name }) => name))))
  const names = apis
    .flatMap(({ operations: all }) => all.flatMap(({ examples }) => examples.map(({ name }) => name)))
    .filter((name) => !shown.has(name))
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name) => hasString(text, name))).toEqual([])
})

test('what operations are about is in a browser bundle only where it makes documents', async () => {
  const { apis } = createSimulator()
  const all = apis.flatMap(({ operations }) => operations)
  const sources = all.map(({ source }) => source).filter((source) => source !== 'arsim')
  const texts = [...sources, ...all.flatMap(({ description }) => description ?? [])]
  const [{ text } = { text: '' }] = (await bundle(mocked)).outputFiles
  expect(texts.length).toBeGreaterThan(150)
  expect(texts.filter((each) => hasString(text, each))).toEqual([])
})

test('a browser bundle has none of the words of the documents in it', async () => {
  const { outputFiles } = await bundle("export * from 'arsim'\nexport * from 'arsim/openapi'\nexport * from 'arsim/msw'", [
    'msw',
    'yaml',
    'openapi3-ts/*',
  ])
  const [{ text } = { text: '' }] = outputFiles
  const { resources } = createSimulator().apis.find(({ name }) => name === 'ar') as Api
  const sentences = resources.flatMap(({ words }) => Object.values({ ...words.fields, ...words.answers }))
  expect(sentences.length).toBeGreaterThan(200)
  const simulator = createSimulator()
  const told = simulator.apis.flatMap(({ name, document }) => (document ? describedIn(toOpenApi(simulator, name) as never) : []))
  expect(told.length).toBeGreaterThan(500)
  expect([...sentences, ...told].filter((sentence) => hasString(text, sentence))).toEqual([])
})

/** What a document says of the parameters of queries, and of fields. */
function describedIn({ paths, components }: NonNullable<ReturnType<typeof toOpenApi>>): string[] {
  const ofCalls = Object.values(paths ?? {}).flatMap((path) => Object.values(path as Record<string, oas31.OperationObject>))
  const all = ofCalls.flatMap(({ parameters = [] }) => parameters as oas31.ParameterObject[])
  // That of all columns belongs to what makes documents.
  const parameters = all.filter((each) => each.in === 'query' && each.name !== 'filters')
  return [
    ...descriptionsIn(parameters),
    ...descriptionsIn(ofCalls.map(({ requestBody }) => requestBody)),
    ...descriptionsIn(components?.schemas),
  ]
}

function descriptionsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'description' && typeof value === 'string') return [value]
    return key.startsWith('example') ? [] : descriptionsIn(value)
  })
}

test('in a browser bundle arsim, its handlers, rows and document work together', async () => {
  const program = `
    import { ClockError, createSimulator } from 'arsim'
    import { CollectionError, collections } from 'arsim/data'
    import { handlers } from 'arsim/msw'
    import { toOpenApi } from 'arsim/openapi'
    import { fakedScenario } from 'arsim/scenarios'
    const classOf = (work) => { try { work() } catch (error) { return [ClockError, CollectionError].indexOf(error.constructor) } }
    const simulator = createSimulator({ scenario: fakedScenario })
    const world = simulator.world()
    const db = collections(world)
    const customer = db.customers.findFirst((q) => q.where({ status: 'active' }))
    const { id } = db.invoices.create({ customer: customer.id, amount: 1200 })
    const document = toOpenApi(simulator, 'ar')
    console.log(JSON.stringify({
      isFound: db.invoices.findFirst((q) => q.where({ id })) !== undefined,
      changes: world.changes().some(({ table, added }) => table === 'invoices' && added.length === 1),
      handlers: handlers(simulator).length > 0,
      clock: classOf(() => world.clock.advance('soon')),
      rows: classOf(() => db.customers.create({ status: 'nope' })),
      paths: Object.keys(document.paths).length > 5,
      examples: JSON.stringify(document.paths).includes('"examples"'),
      about: document.paths['/companies/{company_id}/actions'].get.summary,
    }))
  `
  const [file] = (await bundle(program, ['msw'])).outputFiles
  writeFileSync(join(folder, 'together.mjs'), file?.contents ?? '')
  // What the bundle leaves to its page.
  mkdirSync(join(folder, 'node_modules/msw'), { recursive: true })
  writeFileSync(join(folder, 'node_modules/msw/package.json'), '{"type":"module","exports":"./index.js"}')
  writeFileSync(join(folder, 'node_modules/msw/index.js'), 'export class HttpHandler {}\nexport class HttpResponse {}')
  expect(JSON.parse(await output('node', ['together.mjs'], folder))).toEqual({
    isFound: true,
    changes: true,
    handlers: true,
    clock: 0,
    rows: 1,
    paths: true,
    examples: false,
    about: 'List actions',
  })
})

test('a browser bundle cannot import the Express router or the server', async () => {
  for (const entry of ['arsim/express', 'arsim/server'])
    await expect(bundle(`import '${entry}'`)).rejects.toThrow(`Could not resolve "${entry}"`)
})

test('in a browser bundle another seed needs the scenario that is made with faker, and works with it', async () => {
  const [file] = (
    await bundle(`
      import { createSimulator } from 'arsim'
      import { fakedScenario } from 'arsim/scenarios'
      const seedOf = (options) => createSimulator({ seed: 2, ...options }).world().base.seed
      try {
        seedOf({})
      } catch ({ message }) {
        console.log(JSON.stringify({ message, seed: seedOf({ scenario: fakedScenario }) }))
      }
    `)
  ).outputFiles
  writeFileSync(join(folder, 'seeds.mjs'), file?.contents ?? '')
  expect(JSON.parse(await output('node', ['seeds.mjs'], folder))).toEqual({
    message: expect.stringContaining("from 'arsim/scenarios'"),
    seed: 2,
  })
})
