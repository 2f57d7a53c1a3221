import { expect, test } from 'vitest'
import type { Lifecycle } from '../src/core/lifecycle.ts'
import type { AnyTable } from '../src/core/store/definition.ts'
import { createSimulator } from '../src/index.ts'

const simulator = createSimulator()
const lifecycles = simulator.apis
  .flatMap(({ tables }) => tables)
  .flatMap((table) => table.lifecycles.map((lifecycle): [AnyTable, Lifecycle] => [table, lifecycle]))

/** One row a status, one column an event; a dot is a refusal, `=` a repeat that changes nothing. */
function matrix({ statuses, events, find }: Lifecycle): string {
  const cell = (event: string, from: string) => {
    const move = find(event, from)
    return move ? (move.unchanged ? '=' : move.to.join('/')) : '.'
  }
  const rows = [['', ...events], ...statuses.map((status) => [status, ...events.map((event) => cell(event, status))])]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return `\n${rows
    .map((row) =>
      row
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

for (const [table, lifecycle] of lifecycles) {
  test(`the matrix of ${table.name}.${lifecycle.field}`, () => {
    expect(matrix(lifecycle)).toMatchSnapshot()
  })

  test(`every ${lifecycle.field} of ${table.name} is known to its column, and reachable`, () => {
    const reachable = new Set(lifecycle.moves.flatMap(({ to }) => to))
    expect([...reachable, ...lifecycle.initial]).toEqual(expect.arrayContaining([...lifecycle.statuses]))
  })
}

/** Every pair of status and event of an operation, tried on a row that was put into that status. */
for (const api of simulator.apis)
  for (const operation of api.operations.filter(({ fires }) => fires)) {
    const { fires, target } = operation
    if (!fires || !target) continue
    for (const status of fires.lifecycle.statuses) {
      const move = fires.lifecycle.find(fires.name, status)
      test(`${operation.id} while ${status} ${move ? 'succeeds' : 'is refused and changes nothing'}`, () => {
        const world = createSimulator().world()
        const { headers, path } = api.caller(world, 'member')
        const table = world.table(target.table)
        const sample = Object.keys(target.table.samples).find((name) => name === status) as string
        const id = api.guide(world, '').samples?.[target.table.name] as Record<string, string>
        const row = table.get(id[sample] as string)
        if (!row) throw new Error(`No sample is ${status}.`)
        const url = operation.path.replace(/\{(\w+)\}/g, (_, param: string) =>
          param === target.param ? row.id : (path[param] as string),
        )

        const response = world.handle({
          method: operation.method,
          url: `${api.basePath}${url}`,
          origin: 'http://127.0.0.1',
          headers,
        })

        const after = table.get(row.id) as unknown as Record<string, string>
        if (move) {
          expect(response.status).toBe(200)
          expect(move.to).toContain(after[fires.lifecycle.field])
        } else {
          expect(response.status).toBe(400)
          expect(JSON.parse(response.body).detail).toContain(status)
          expect(world.changes()).toEqual([])
        }
      })
    }
  }
