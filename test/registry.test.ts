import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import type { Api } from '../src/core/call/api.ts'
import { prepare, toExampleRequest } from '../src/core/call/example.ts'
import type { Operation } from '../src/core/call/operation.ts'
import { exampleRefusal, type RefusalKind } from '../src/core/call/refusal.ts'
import { createSimulator, VERSION } from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const simulator = createSimulator()
const operations = simulator.apis.flatMap(({ operations }) => operations)

const kebab = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

test('every operation has one file of its name, and every such file one operation', () => {
  const files = sources.filter((file) => file.endsWith('.op.ts')).map((file) => file.split('/').at(-1))
  expect(files.toSorted()).toEqual(operations.map(({ id }) => `${kebab(id)}.op.ts`).toSorted())
})

test('every export of an operation file is named after the operation', () => {
  for (const file of sources.filter((name) => name.endsWith('.op.ts'))) {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    const [, name] = /export const (\w+) = defineOperation\(\{\s+id: '(\w+)'/.exec(text) ?? []
    expect(text, file).toContain(`id: '${name}'`)
  }
})

test('no two routes match the same request', () => {
  const shapes = simulator.apis.flatMap((api) =>
    api.operations.map(({ method, path }) => `${method} ${api.basePath}${path.replace(/\{\w+\}/g, '{}')}`),
  )
  expect(new Set(shapes).size).toBe(shapes.length)
})

/** Statuses that follow from what an operation declares about itself, not from what all operations share. */
function ownRefusals({ refuse }: Api, { target, forbids, fires, rules, body }: Operation): number[] {
  const statusOf = (kind: RefusalKind = 'not-possible') => refuse(exampleRefusal(kind)).status
  const statuses = [...(target ? [404] : []), ...(forbids.length ? [403] : []), ...rules.map(({ kind }) => statusOf(kind))]
  const needsFields = body && !body.safeParse({}).success
  return [...statuses, ...(fires ? [statusOf()] : []), ...(needsFields ? [400] : [])]
}

test('every operation has an example of a success, and of every refusal of its own', () => {
  const targets404 = new Set<string>()
  for (const api of simulator.apis)
    for (const operation of api.operations) {
      const shown = operation.examples.map(({ expect: { status } }) => status)
      for (const status of Object.keys(operation.responses).map(Number))
        if (status !== 204) expect(shown, `${operation.id} ${status}`).toContain(status)
      for (const status of ownRefusals(api, operation)) {
        // That a row is not found is shown once for each kind of target.
        if (status === 404 && operation.target) {
          if (shown.includes(404)) targets404.add(operation.target.table.name)
        } else expect(shown, `${operation.id} ${status}`).toContain(status)
      }
    }
  expect([...targets404].toSorted()).toEqual(
    [...new Set(operations.flatMap(({ target }) => target?.table.name ?? []))].toSorted(),
  )
})

test('every rule and every check of a field has an example that it refuses', () => {
  for (const api of simulator.apis)
    for (const operation of api.operations) {
      const sayings = [...operation.rules, ...Object.values(operation.checks)].map(({ refuse }) => refuse)
      if (!sayings.length) continue
      const refusals = operation.examples
        .filter(({ expect: { status } }) => status >= 400)
        .map((example) => {
          const world = simulator.scratch()
          prepare(simulator, world, example)
          const { body, headers } = world.handle(toExampleRequest(simulator, api, operation, example, world, 'http://127.0.0.1'))
          return `${body} ${JSON.stringify(headers)}`
        })
      for (const refuse of sayings) expect(refusals.join('\n'), operation.id).toContain(JSON.stringify(refuse).slice(1, -1))
    }
})

test('imports go one way', () => {
  const layerOf = (file: string) => file.split('/')[0] as string
  const allowed: Record<string, string[]> = {
    core: ['core'],
    ar: ['core', 'ar'],
    crm: ['core', 'crm'],
    control: ['core', 'control', 'version.ts'],
    serve: ['core', 'serve', 'version.ts'],
    data: ['core', 'ar', 'crm', 'data'],
    cli: ['core', 'serve', 'cli', 'index.ts'],
    'version.ts': [],
    'index.ts': ['core', 'ar', 'crm', 'create.ts', 'names.ts'],
    entries: ['core', 'ar', 'crm', 'create.ts', 'names.ts'],
    'create.ts': ['core', 'control'],
    'names.ts': ['core', 'create.ts', 'version.ts'],
  }
  for (const file of sources) {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    for (const [, path = ''] of text.matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
      const target = relative(join(root, 'src'), join(root, 'src', file, '..', path))
      if (target.startsWith('../fixtures/')) expect(['index.ts', 'entries']).toContain(layerOf(file))
      else expect(allowed[layerOf(file)], `${file} imports ${target}`).toContain(layerOf(target))
    }
  }
})

test('an operation of one resource is not imported by another', () => {
  for (const file of sources.filter((name) => !name.endsWith('index.ts'))) {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    const foreign = [...text.matchAll(/from '(\.\.\/[^']+\.op\.ts)'/g)].map(([, path]) => path)
    expect(foreign, file).toEqual([])
  }
})

test('only the clock asks the machine for the time, and nothing in the core is random', () => {
  const ambient = /Date\.now\(|new Date\(\)|Math\.random|randomUUID|setTimeout|performance\.now/
  const guilty = sources
    .filter((file) => !file.startsWith('serve/') && file !== 'core/time/clock.ts')
    .filter((file) => ambient.test(readFileSync(join(root, 'src', file), 'utf8')))
  expect(guilty).toEqual([])
})

test('the core knows no Node, no Express and no MSW', () => {
  const guilty = sources
    .filter((file) => /^(core|ar|crm|control)\//.test(file))
    .filter((file) => /from '(node:|express|msw)/.test(readFileSync(join(root, 'src', file), 'utf8')))
  expect(guilty).toEqual([])
})

test('the version is the one of package.json', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe(VERSION)
})

test('the lock file names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})
