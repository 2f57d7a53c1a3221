import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emitEvent } from '../src/control/events/emit-event.op.ts'
import { control } from '../src/control/index.ts'
import type { Api } from '../src/core/call/api.ts'
import { prepare, toExample, toExampleRequest } from '../src/core/call/example.ts'
import type { Operation } from '../src/core/call/operation.ts'
import { exampleRefusal, type RefusalKind } from '../src/core/call/refusal.ts'
import { createSimulator, VERSION } from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const simulator = createSimulator()
const operations = simulator.apis.flatMap(({ operations }) => operations)

test('no two routes match the same request', () => {
  const shapes = simulator.apis.flatMap((api) =>
    api.operations.map(({ method, path }) => `${method} ${api.basePath}${path.replace(/\{\w+\}/g, '{}')}`),
  )
  expect(new Set(shapes).size).toBe(shapes.length)
})

/** Statuses that follow from what an operation declares about itself, not from what all operations share. */
function ownRefusals({ refuse }: Api, { target, forbids, fires, rules, body }: Operation): number[] {
  const statusOf = (kind: RefusalKind = 'not-possible') => refuse(exampleRefusal(kind)).status
  const bars = forbids.map(({ kind = 'forbidden' }) => statusOf(kind))
  const statuses = [...(target ? [404] : []), ...bars, ...rules.map(({ kind }) => statusOf(kind))]
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

test('every event has an example of its own happening first, and of every rule and check that refuses it', () => {
  for (const { event } of simulator.events) {
    const answers = event.examples.map((example) => {
      const world = simulator.scratch()
      const call = toExample(event, example)
      prepare(simulator, world, call)
      return world.handle(toExampleRequest(simulator, control, emitEvent, call, world, 'http://127.0.0.1'))
    })
    expect(answers[0]?.status, event.type).toBe(201)
    const refusals = answers.filter(({ status }) => status >= 400).map(({ body }) => body)
    for (const { refuse } of [...event.rules, ...Object.values(event.checks)])
      expect(refusals.join('\n'), event.type).toContain(JSON.stringify(refuse).slice(1, -1))
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
    .filter((file) => !/^(serve|cli|ui)\//.test(file) && file !== 'core/time/clock.ts')
    .filter((file) => ambient.test(readFileSync(join(root, 'src', file), 'utf8')))
  expect(guilty).toEqual([])
})

test('the version is the one of package.json', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe(VERSION)
})

test('the lock file names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})
