/** What Node imports has the default world worked out before: it is the same world as the one that is filled row by row. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { arrivalOf } from '../../src/core/store/arrival.ts'
import { type ApiName, createSimulator, type SimulatorOptions } from '../../src/index.ts'
import { root } from './packed.ts'

const packed = createRequire(import.meta.url)(join(root, 'dist/node/index.cjs')) as { createSimulator: typeof createSimulator }

/** All that a world starts with, in its order: a shared row carries when it arrived. */
function contentOf(make: typeof createSimulator, options: SimulatorOptions) {
  const { base } = make(options).world()
  return [...base.state].map(([{ name, indexes }, { rows, indexes: trees, written, arrivals }]) => ({
    name,
    arrivals,
    size: rows.size,
    rows: [...rows.values()].map((row) => [Object.entries(row), arrivedAs(row)]),
    indexes: Object.keys(indexes).map((index, i) => [
      index,
      [...(trees[i]?.groups(rows, written).entries() ?? [])].map(([group, tree]) => [
        group,
        [...tree.keys()].map(({ id }) => id),
      ]),
    ]),
  }))
}

/** Of a row of the packed files, whose mark is another one. */
const arrivedAs = (row: object): unknown => {
  const [mark] = Object.getOwnPropertySymbols(row)
  return arrivalOf(row) ?? (mark && (row as Record<symbol, unknown>)[mark])
}

const at = (day: string): SimulatorOptions => ({ clock: 'running', machine: () => Date.parse(`${day}T09:30:00Z`) })
const ways: [name: string, SimulatorOptions][] = [
  ['frozen', {}],
  ['on a day in winter', at('2026-12-31')],
  ...Array.from({ length: 7 }, (_, i): [string, SimulatorOptions] => [
    `on 2026-11-${22 + i}, alive`,
    { ...at(`2026-11-${22 + i}`), life: 'on' },
  ]),
  ['when summer time has ended in Europe and not in New York, alive', { ...at('2026-10-26'), life: 'on', secret: 'ours' }],
  ['shortly before both have summer time, alive', { ...at('2027-03-02'), life: 'on' }],
  ['on a leap day', at('2028-02-29')],
  ['on the day when summer time begins in New York, with a secret', { ...at('2026-03-08'), secret: 'ours' }],
  ...(['ar', 'crm'] as ApiName[]).map((api): [string, SimulatorOptions] => [`of ${api} alone`, { apis: [api] }]),
]

for (const [name, options] of ways)
  test(`a world ${name}`, () => {
    expect(contentOf(packed.createSimulator, options)).toEqual(contentOf(createSimulator, options))
  })

test('what a world takes is known as before', () => {
  const weigh = (make: typeof createSimulator) => {
    const simulator = make(at('2026-11-05'))
    const day = simulator.fork('other', { clock: 'frozen' })
    return day.base.holding?.weight
  }
  expect(weigh(packed.createSimulator)?.rows).toBeGreaterThan(1_000_000)
  expect(weigh(packed.createSimulator)).toEqual(weigh(createSimulator))
})

test('saved whole, it is the same file', () => {
  const text = (make: typeof createSimulator) => JSON.stringify(make().world().save({ whole: true }))
  expect(text(packed.createSimulator)).toBe(text(createSimulator))
})

test('a file of the one is a file of the other', () => {
  const world = packed.createSimulator().world()
  world.clock.advance('P2D')
  const other = createSimulator({ world: JSON.parse(JSON.stringify(world.save())) }).world()
  expect(JSON.stringify(other.save())).toBe(JSON.stringify(world.save()))
})
