/** The snippets of the pages under `docs` work as they stand: calls against a fresh server, code as a module. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { expect, test } from 'vitest'
import { personas } from '../src/ar/customers/persona.ts'
import { harmRules } from '../src/ar/harms/rules.ts'
import { lateness, untilRest } from '../src/ar/life/lateness.ts'
import { DISPUTED } from '../src/ar/life/owed.ts'
import { CALLED, REMINDED_DAYS } from '../src/ar/life/react.ts'
import type { CollectionError } from '../src/core/world/rows/collection-error.ts'
import { collections } from '../src/data/index.ts'
import { createSimulator } from '../src/index.ts'
import { serve } from '../src/serve/http.ts'
import { personas as inWords } from '../src/ui/pages/people/personas.ts'
import { type Client, client } from './support/client.ts'
import { ownFolder } from './support/own-folder.ts'

const root = join(import.meta.dirname, '..')

const snippets = (page: string, language: string): string[] => {
  const text = readFileSync(join(root, 'docs', `${page}.md`), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)
}

/** What a snippet of calls prints, each call in a line of its own. */
async function called(snippet = '', cwd = ownFolder()): Promise<string[]> {
  const { url, close } = await serve(createSimulator(), { port: 0 })
  try {
    const script = snippet.replaceAll('localhost:4010', new URL(url).host)
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd })
    return stdout.trim().split('\n')
  } finally {
    await close()
  }
}

const addresses = {
  arsim: pathToFileURL(join(root, 'dist/src/index.js')).href,
  'arsim/data': pathToFileURL(join(root, 'dist/src/data/index.js')).href,
  'arsim/server': pathToFileURL(join(root, 'dist/src/serve/http.js')).href,
}

/** What a program prints. */
async function ran(program: string, cwd = ownFolder()): Promise<string> {
  const { code } = await transform(program, { loader: 'ts', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } })
  const here = code.replaceAll(/(?<=from )"(arsim(?:\/data|\/server)?)"/g, (_, name) =>
    JSON.stringify(addresses[name as keyof typeof addresses]),
  )
  writeFileSync(join(cwd, 'snippet.mjs'), here)
  const { stdout } = await promisify(execFile)(process.execPath, ['snippet.mjs'], { cwd })
  return stdout.trim()
}

const hasPython = spawnSync('python3', ['--version']).status === 0

// Where there is no Python nobody runs it.
test.skipIf(!hasPython)('tests in any language: the one in Python passes', async () => {
  const { url, close } = await serve(createSimulator(), { port: 0 })
  try {
    const [program = ''] = snippets('from-any-language', 'python')
    const args = ['-c', program.replace('http://localhost:4010', url)]
    const { stderr } = await promisify(execFile)('python3', args, { cwd: ownFolder() })
    expect(stderr).toMatch(/Ran 1 test in .*\n\nOK\n$/)
  } finally {
    await close()
  }
})

test('webhooks: an e-mail comes in', async () => {
  const [answer = ''] = await called(snippets('webhooks', 'sh')[0])
  expect(JSON.parse(answer)).toMatchObject({ status: 'processed', reason: null, thread_id: expect.any(String) })
})

test('webhooks: an accounting system was synced', async () => {
  const [answer = ''] = await called(snippets('webhooks', 'sh')[1])
  expect(JSON.parse(answer)).toMatchObject({ status: 'processed', connection_ids: [expect.any(String)], skipped: [] })
})

test('events: a dispute in code', async () => {
  expect(await ran(snippets('events', 'ts').join(''))).toMatch(/^[\da-f-]{36} \d+$/)
})

test('events: an answer over HTTP', async () => {
  const [answer = ''] = await called(snippets('events', 'sh')[0])
  expect(JSON.parse(answer)).toMatchObject({ type: 'customer.replied', result: { thread: expect.any(String) } })
})

test('kits: a server in node:test', async () => {
  const [snippet = ''] = snippets('testing-kits', 'js').filter((text) => text.includes("'node:test'"))
  const told = await ran(snippet)
  for (const line of ['pass 1', 'fail 0']) expect(told).toContain(line)
})

test('journal: calls by what they had, counted, and the next one', async () => {
  expect(await ran(snippets('journal', 'ts')[0] ?? '')).toBe('201\n1')
})

test('life: a month of it in code, and all personas on the page', async () => {
  const lines = (await ran(snippets('life', 'ts')[0] ?? '')).split('\n')
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((line) => / (paid|billed) /.test(line)).length).toBeGreaterThan(30)
  const page = readFileSync(join(root, 'docs/life.md'), 'utf8')
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual([...personas])
})

test('life: the figures of the page and of the dashboard are those by which customers live', () => {
  const page = readFileSync(join(root, 'docs/life.md'), 'utf8')
  const cells = [...page.matchAll(/^\| `(\w+)` \| (.+) \| (.+) \|$/gm)].map(([, name, does, left]) => [name, { does, left }])
  const rows: Record<string, { does: string; left: string }> = Object.fromEntries(cells)
  const days = ([from, to]: readonly [number, number]) => `${from} to ${to} days`
  const ofTen = (share: number) => ({ 4: 'four', 6: 'six' })[share * 10]
  for (const persona of personas)
    if (rows[persona]?.left !== 'the same') expect(rows[persona]?.left, persona).toContain(days(lateness[persona]))
  expect(rows.silent?.left).toMatch(/^half /)
  expect(lateness.prompt[1]).toBe(0)
  for (const text of [rows.slow?.does, inWords.slow]) expect(text).toContain(`pays ${days(lateness.slow)} late`)
  for (const text of [rows.forgetful?.does, inWords.forgetful]) expect(text).toContain(`${days(REMINDED_DAYS)} after a reminder`)
  expect(rows.part_payer?.does).toContain(`${days(untilRest)} later`)
  for (const text of [rows.disputer?.does, inWords.disputer])
    expect(text).toContain(`disputes ${ofTen(DISPUTED)} invoices of ten`)
  for (const text of [rows.silent?.does, inWords.silent]) expect(text).toContain(`${ofTen(CALLED)} of ten pay after a call`)
})

test('life: an e-mail that is answered, in code', async () => {
  expect(await ran(snippets('life', 'ts')[1] ?? '')).toMatch(/invitation/)
})

test('faults: one in code', async () => {
  expect(await ran(snippets('faults', 'ts').join(''))).toBe('fault-1 0')
})

test('faults: every recipe can be armed', () => {
  const { faults } = createSimulator().world()
  const recipes = snippets('faults', 'json').map((text) => JSON.parse(text))
  expect(recipes.length).toBeGreaterThan(5)
  for (const recipe of recipes) expect(faults.add(recipe)).toMatchObject(recipe)
})

test('worlds as files: saved and loaded in code', async () => {
  const [files = '', snapshots = ''] = snippets('worlds-as-files', 'ts')
  expect(await ran(files)).toBe('2026-07-11T14:00:00Z')
  expect(await ran(snapshots)).toBe('2026-06-01T14:00:00Z 1')
})

test('worlds as files: saved and loaded over HTTP', async () => {
  const cwd = ownFolder()
  const [calls = ''] = snippets('worlds-as-files', 'sh')
  const [answer = ''] = await called(calls.replace(/^arsim serve.*$/m, ''), cwd)
  expect(JSON.parse(answer)).toMatchObject({ world: 'checkout' })
  expect(JSON.parse(readFileSync(join(cwd, 'late-payer.json'), 'utf8')).format).toBe('arsim-world/1')
})

/** What a page has, for a program: its storage is a file. */
const asPage = `
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
const sessionStorage = {
  getItem: (key) => (existsSync(key) ? readFileSync(key, 'utf8') : null),
  setItem: (key, value) => writeFileSync(key, value),
  removeItem: (key) => rmSync(key, { force: true }),
}
globalThis.addEventListener = (event, leave) => void (event === 'pagehide' && process.once('exit', leave))
`

test('in a browser: an account is connected without leaving the page', async () => {
  const [connect = ''] = snippets('in-a-browser', 'js')
  const page = `import { createSimulator } from 'arsim'
    const simulator = createSimulator({ oauth: 'auto' })
    const { accessToken } = simulator.guide(simulator.world(), 'https://crm.example').crm_users[0]
    const location = { assign: (url) => console.log(url) }
    const fetch = async (url, { headers }) => {
      const { origin, pathname, search } = new URL(url)
      return new Response(simulator.handle({ method: 'GET', url: pathname + search, origin, headers }).body)
    }
  `
  expect(await ran(page + connect)).toBe('/settings?connected=google')
})

test('data: what a row cannot be made without is told as needed, or follows from what is', () => {
  const page = readFileSync(join(root, 'docs/data.md'), 'utf8')
  const told = [...page.matchAll(/^## (\w+)\n|^\| `(\w+)` \| .*? \| (\*\*needed\*\*.*?|follows: .*?) \|/gm)]
  let table = ''
  const cells = new Map(
    told.map(([, name, column, text = '']) => {
      table = name ?? table
      return [`${table}.${column}`, text]
    }),
  )
  const db = collections(createSimulator().world()) as unknown as Record<string, { create: (values: object) => unknown }>
  const missing = Object.entries(db).flatMap(([name, each]) => {
    try {
      each.create({})
      return []
    } catch (error) {
      return (error as CollectionError).reasons.map(({ path }) => `${name}.${path}`)
    }
  })
  expect(missing).toEqual(expect.arrayContaining(['actions.invoice', 'crm_providers.id', 'promises.customer']))
  const isTold = (column: string) => cells.get(column)?.startsWith('**needed**') === true
  // What follows may follow from another column that is needed.
  const needing = new Set(missing.filter((column) => cells.get(column) === '**needed**').map((column) => column.split('.')[0]))
  expect(missing.filter((column) => !isTold(column) && !(cells.has(column) && needing.has(column.split('.')[0])))).toEqual([])
})

test('from @msw/data: collections speak its dialect', async () => {
  expect(await ran(snippets('from-msw-data', 'ts')[0] ?? '')).toBe('300 200')
})

test('in a browser: a reload keeps the worlds', async () => {
  const [, keep = ''] = snippets('in-a-browser', 'ts')
  const visit = "console.log(simulator.world().clock.now())\nsimulator.world().clock.advance('P1D')\n"
  const page = ownFolder()
  expect(await ran(asPage + keep + visit, page)).toBe('2026-06-01T14:00:00Z')
  expect(await ran(asPage + keep + visit, page)).toBe('2026-06-02T14:00:00Z')
})

/** What the calls of a snippet were answered with, by the names that it gives them. */
function sent({ ar, call }: Client, snippet: string, ids: Map<string, string>): void {
  for (const line of snippet.trim().split('\n')) {
    const filled = line.replaceAll(/\{(\w+)\}/g, (_, name) => ids.get(name) ?? name)
    const [, name, method, path = '', body] = /^(?:(\w+) = )?([A-Z]+) (\S+)(?: (.*))?$/.exec(filled) ?? []
    const given = body === undefined ? undefined : JSON.parse(body)
    const answer = path.startsWith('/__sim') ? call(`${method} ${path}`, given) : ar(`${method} ${path.slice(1)}`, given)
    expect(answer.status, line).toBeLessThan(300)
    if (name) ids.set(name, answer.body.id ?? answer.body.result[name])
  }
}

const [toBegin = '', ...sequences] = snippets('harms', 'http')
const harmful = [...readFileSync(join(root, 'docs/harms.md'), 'utf8').matchAll(/^### (\S+)$/gm)].map(([, rule = '']) => rule)

test('harms: every rule there is has its calls', () => {
  expect(harmful).toEqual(harmRules.map(({ name }) => name))
  expect(sequences).toHaveLength(harmful.length)
})

test.each(harmful.map((rule, i) => [rule, sequences[i] ?? '']))('harms: the calls that lead to %s', (rule, snippet) => {
  const use = client({ scenario: 'empty' })
  const ids = new Map<string, string>()
  sent(use, toBegin, ids)
  expect(use.world.harms()).toEqual([])
  sent(use, snippet, ids)
  const harms = use.call(`GET /__sim/harms?rule=${rule}`).body
  expect(harms).toHaveLength(1)
  expect(harms[0]).toMatchObject({
    rule,
    sentence: expect.stringMatching(/Slow Ltd/),
    entries: expect.arrayContaining([expect.any(Number)]),
  })
  expect(use.world.harms().map((harm) => harm.rule)).toEqual([rule])
})

test('the changelog tells nothing twice', () => {
  const lines = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split('\n').filter(Boolean)
  expect(lines.filter((line, at) => lines.indexOf(line) !== at && line.startsWith('- '))).toEqual([])
})
