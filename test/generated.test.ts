/** What is generated is as the code says. `npm run generate` writes it anew. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Api } from '../src/core/call/api.ts'
import type { EventDefinition } from '../src/core/call/event.ts'
import { createSimulator } from '../src/index.ts'
import { toOpenApi, toText } from '../src/serve/openapi.ts'
import { dataPage } from './support/data-page.ts'
import { affected, happenings } from './support/effects.ts'
import { typesPage } from './support/types-page.ts'

const root = join(import.meta.dirname, '..')
const simulator = createSimulator()

for (const { name, document } of simulator.apis)
  if (document)
    test(`openapi/${name}.yaml`, async () => {
      const spec = toOpenApi(simulator, name)
      if (spec) await expect(toText(spec, 'yaml')).toMatchFileSnapshot(join(root, 'openapi', `${name}.yaml`))
    })

test('docs/data.md', async () => {
  await expect(dataPage(simulator.apis)).toMatchFileSnapshot(join(root, 'docs', 'data.md'))
})

for (const api of simulator.apis.filter(({ steers, document }) => document && !steers))
  test(`src/entries/${api.name}.types.ts`, async () => {
    await expect(typesPage(simulator, api)).toMatchFileSnapshot(join(root, 'src/entries', `${api.name}.types.ts`))
  })

test('docs/fidelity.md', async () => {
  await expect(fidelity()).toMatchFileSnapshot(join(root, 'docs', 'fidelity.md'))
})

test('docs/consequences.md', async () => {
  await expect(consequences()).toMatchFileSnapshot(join(root, 'docs', 'consequences.md'))
})

test('the table in docs/events.md', async () => {
  const page = readFileSync(join(root, 'docs', 'events.md'), 'utf8')
  const [before, , after] = page.split(/(?<=<!-- events -->\n)([\s\S]*?)(?=<!-- \/events -->)/)
  await expect(`${before}${eventTables()}${after}`).toMatchFileSnapshot(join(root, 'docs', 'events.md'))
})

function eventTables(): string {
  const tables = simulator.apis
    .filter(({ events }) => events.length)
    .map(({ title, events }) =>
      [
        `**${title}**\n`,
        '| type | body | effect |',
        '| --- | --- | --- |',
        ...events.map(
          ({ type, summary, description = '', body }) => `| \`${type}\` | ${fieldsOf(body)} | ${summary} ${description} |`,
        ),
        '',
      ].join('\n'),
    )
  return `\n${tables.join('\n')}\n`
}

const fieldsOf = ({ shape }: EventDefinition['body']): string =>
  Object.entries(shape)
    .map(([name, schema]) => `\`${name}${(schema as z.ZodType).safeParse(undefined).success ? '?' : ''}\``)
    .join(', ')

test('the operations in README.md', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [before, , after] = readme.split(/(?<=<!-- operations -->\n)([\s\S]*?)(?=<!-- \/operations -->)/)
  await expect(`${before}${operationTables()}${after}`).toMatchFileSnapshot(join(root, 'README.md'))
})

function operationTables(): string {
  const tables = simulator.apis.flatMap((api) =>
    withOperations(api).map(({ name, operations }) =>
      [
        `**${api.title}, ${name}**\n`,
        '| operation | call |',
        '| --- | --- |',
        ...operations.map(({ id, method, path }) => `| ${id} | \`${method} ${api.basePath}${path === '/' ? '' : path}\` |`),
        '',
      ].join('\n'),
    ),
  )
  return `\n${tables.join('\n')}\n`
}

const withOperations = ({ resources }: Api) => resources.filter(({ operations }) => operations.length)

interface Rule {
  readonly mark: string
  readonly text: string
  readonly test: string
  readonly when?: string | undefined
  readonly on?: readonly string[]
}

function exampleRules(api: Api, resource: string): Rule[] {
  const { operations = [] } = api.resources.find(({ name }) => name === resource) ?? {}
  return operations.flatMap(({ id, examples }) =>
    examples.map(({ name, mark }) => ({ mark, text: `\`${id}\`: ${name}`, test: 'examples.test.ts' })),
  )
}

const eventRules = ({ events }: Api): Rule[] =>
  events.flatMap(({ type, examples }) =>
    examples.map(({ name, mark }) => ({ mark, text: `\`${type}\`: ${name}`, test: 'examples.test.ts' })),
  )

const ruleInSource = /^rule\(\s*'(C|D [\w-]+)',\s*'((?:[^'\\]|\\.)*)'(?:,\s*\{\s*when: '([^']+)',\s*on: \[([^\]]*)\],?\s*\})?/gm

function storyRules(): Map<string, Rule[]> {
  const files = readdirSync(join(root, 'test/stories'))
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted()
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(root, 'test/stories', file), 'utf8')
      const rules = [...source.matchAll(ruleInSource)].map(([, mark = '', text = '', when, on = '']) => {
        const whom = [...on.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
        return { mark, text, test: `stories/${file}`, when, on: whom }
      })
      return [file.replace('.test.ts', ''), rules]
    }),
  )
}

const toTable = (title: string, rules: readonly Rule[]): string =>
  [
    `## ${title}\n`,
    '| rule | mark | test |',
    '| --- | --- | --- |',
    ...rules.map(({ text, mark, test: file }) => `| ${text.replaceAll('|', '\\|')} | ${withFact(mark)} | ${file} |`),
    '',
  ].join('\n')

/** `D actions-7` as a link to that fact. */
const withFact = (mark: string): string => mark.replace(/^D ((.+)-\d+)$/, 'D [$1](vendor/$2.md)')

function fidelity(): string {
  const parts = simulator.apis.flatMap((api) =>
    withOperations(api).map(({ name }) => toTable(`${api.title}: ${name}`, exampleRules(api, name))),
  )
  const events = simulator.apis.filter((api) => api.events.length).map((api) => toTable(`${api.title}: events`, eventRules(api)))
  const stories = [...storyRules()].map(([name, rules]) => toTable(`Over several calls: ${name}`, rules))
  return `# Fidelity

Generated by \`npm run generate\` from the examples of the operations and events, and from the tests under \`test/stories\`.

**D**: the vendor documents it, in the fact named beside it. **C**: the vendor is silent or contradicts itself, and this is what arsim does.
Every rule is the name of the test that shows it; each example runs over every way of serving.

${[...parts, ...events, ...stories].join('\n')}`
}

function consequences(): string {
  const rules = [...storyRules().values()].flat()
  const parts = happenings.map((when) => {
    const rows = affected.flatMap((resource) =>
      rules.filter((each) => each.when === when && each.on?.includes(resource)).map((each) => ({ ...each, resource })),
    )
    if (!rows.length) throw new Error(`No rule says what follows when ${when}.`)
    return [
      `## When ${when}\n`,
      '| what happens to | rule | mark | test |',
      '| --- | --- | --- | --- |',
      ...rows.map(
        ({ resource, text, mark, test: file }, row) =>
          `| ${rows[row - 1]?.resource === resource ? '' : resource} | ${text.replaceAll('|', '\\|')} | ${withFact(mark)} | ${file} |`,
      ),
      '',
    ].join('\n')
  })
  return `# What resources do to each other

Generated by \`npm run generate\` from the tests under \`test/stories\` that say when something happens, and to whom. Each rule is the name of the test that shows it.
What is not named under a heading stays as it is.

${parts.join('\n')}`
}
