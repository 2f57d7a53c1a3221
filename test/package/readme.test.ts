/** The snippets of the README do what they say, in a project that has installed the package. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { asHere, installed, root } from './packed.ts'
import { output, startUntil } from './run.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const snippets = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text)
const snippet = (language: string, mark: string): string => {
  const found = snippets(language).filter((text) => text.includes(mark))
  if (found.length !== 1) throw new Error(`${found.length} snippets of the README hold ${mark}.`)
  return found[0] as string
}

const folder = await installed(...['msw', 'express', 'vitest', '@types/express', '@types/node'].map(asHere))

/** Writes a snippet as a module; returns its path. */
async function write(name: string, text: string): Promise<string> {
  const outfile = join(folder, name)
  await build({
    stdin: { contents: text, loader: 'ts', resolveDir: folder },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  return outfile
}

/** A server on a port of its own, in place of the README's. */
async function serving(): Promise<string> {
  const line = await startUntil(
    /http:\/\/127\.0\.0\.1:\d+/,
    'node',
    ['node_modules/arsim/dist/bin/arsim.js', 'serve', '--port', '0'],
    folder,
  )
  return `localhost:${new URL(line).port}`
}

test('the two commands come first', () => {
  expect(snippets('sh').slice(0, 2)).toEqual(['npm ci && npm start\n', 'npm ci && npm test\n'])
})

test('the snippets compile, where a value that is undefined is none that is left out too', async () => {
  const files = snippets('ts').map((text, i) => {
    writeFileSync(join(folder, `snippet-${i}.ts`), text)
    return `snippet-${i}.ts`
  })
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true }
  const compilerOptions = { ...strict, noEmit: true, target: 'es2023', module: 'nodenext', types: ['node'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  expect(files.length).toBeGreaterThan(3)
  await output('node', [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], folder)
})

test('the first call answers with actions', async () => {
  const host = await serving()
  const script = snippet('sh', 'TOKEN=').replaceAll('localhost:4010', host)
  expect(JSON.parse(await output('bash', ['-euc', script], folder)).count).toBeGreaterThan(0)
})

test('the calls that move the clock work', async () => {
  const host = await serving()
  const script = snippet('sh', '"advance":"P40D"').replaceAll('localhost:4010', host)
  const [moved, timeline, reset] = (await output('bash', ['-euc', script.replaceAll(/^curl.*$/gm, '$&; echo')], folder))
    .trim()
    .split('\n')
  expect(JSON.parse(moved ?? '').fired.length).toBeGreaterThan(0)
  expect(JSON.parse(timeline ?? '')).toEqual(expect.any(Array))
  expect(JSON.parse(reset ?? '').world).toBe('checkout')
})

test('the vitest file passes', async () => {
  writeFileSync(join(folder, 'readme.test.ts'), snippet('ts', 'setupServer'))
  expect(await output('node', ['node_modules/vitest/vitest.mjs', 'run', 'readme.test.ts'], folder)).toContain('1 passed')
})

test('the file for the kit of Vitest passes', async () => {
  writeFileSync(join(folder, 'kit.test.ts'), snippet('ts', 'arsim/vitest'))
  expect(await output('node', ['node_modules/vitest/vitest.mjs', 'run', 'kit.test.ts'], folder)).toContain('2 passed')
})

test('the calls that steer a world work', async () => {
  const host = await serving()
  const script = snippet('sh', '/events').replaceAll('localhost:4010', host)
  const lines = (await output('bash', ['-euc', script.replaceAll(/^curl.*$/gm, '$&; echo')], folder)).trim().split('\n')
  const [event, fault, journal, harms, undone, state] = lines.map((line) => JSON.parse(line))
  expect(event.changed).toBeGreaterThan(0)
  expect(fault).toMatchObject({ id: 'fault-1', lose: 'response' })
  expect(journal.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['event', 'control']))
  expect(harms).toEqual([])
  expect(JSON.stringify(undone)).toContain('control')
  expect(state.scenario).toBe('default')
})

test('the scenario is played', async () => {
  writeFileSync(join(folder, 'late-payer.ts'), snippet('ts', 'defineScenario'))
  const args = ['node_modules/arsim/dist/bin/arsim.js', 'serve', '--port', '0', '--scenario', './late-payer.ts']
  const url = await startUntil(/http:\/\/127\.0\.0\.1:\d+/, 'node', args, folder)
  const { companies } = await (await fetch(`${url}/__sim`)).json()
  const headers = { authorization: `Token ${companies[0].members[0].token}` }
  const invoices = await (await fetch(`${url}/api/companies/${companies[0].id}/invoices`, { headers })).json()
  expect(invoices).toMatchObject({ count: 4, facets: { status: { closed_paid: 1 } } })
})

test('rows are made through collections', async () => {
  const program = await write('rows.mjs', snippet('ts', 'world.changes().length'))
  expect(await output('node', [program], folder)).toMatch(/^\S+ \d+\n$/)
})

test('the Express app answers', async () => {
  const text = snippet('ts', 'simulatorRouter').replace(
    "app.listen(4010, '127.0.0.1')",
    "app.listen(0, '127.0.0.1', function () { console.log('port=' + this.address().port) })",
  )
  const line = await startUntil(/port=\d+/, 'node', [await write('app.mjs', text)], folder)
  const { status } = await fetch(`http://127.0.0.1:${line.slice('port='.length)}/__sim`)
  expect(status).toBe(200)
})
