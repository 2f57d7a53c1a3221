import { expect, test } from 'vitest'
import type { AnyTable, Row } from '../src/core/store/definition.ts'
import type { Lifecycle } from '../src/core/store/lifecycle.ts'
import { createSimulator } from '../src/index.ts'

const simulator = createSimulator()
const lifecycles = simulator.apis
  .flatMap(({ tables }) => tables)
  .flatMap((table): [AnyTable, Lifecycle][] => (table.lifecycle ? [[table, table.lifecycle]] : []))

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

/** Every pair of status and event of an operation, tried on the rows that have the status: some accept it, or all refuse. */
for (const api of simulator.apis)
  for (const operation of api.operations.filter(({ fires }) => fires)) {
    const { fires, target } = operation
    const lifecycle: Lifecycle | undefined = target?.table.lifecycle
    if (!fires || !target || !lifecycle) continue
    const { field } = lifecycle
    for (const status of lifecycle.statuses) {
      const move = lifecycle.find(fires, status)
      test(`${operation.id} while ${status} ${move ? 'succeeds' : 'is refused and changes nothing'}`, () => {
        const { headers, path } = api.caller(simulator.world(), 'member')
        const isCandidate = (row: Row & Record<string, unknown>) =>
          row[field] === status && row.company === path.company_id && target.where?.(row, path) !== false
        const rows = [...simulator.world().table(target.table).all()].filter((row) =>
          isCandidate(row as Row & Record<string, unknown>),
        )
        expect(rows).not.toEqual([])

        const outcomes = rows.map((row) => {
          const world = simulator.scratch()
          const url = operation.path.replace(/\{(\w+)\}/g, (_, param: string) =>
            param === target.param ? row.id : (path[param] ?? ''),
          )
          const request = { method: operation.method, url: api.basePath + url, origin: 'http://127.0.0.1', headers }
          return { ...world.handle(request), world, after: world.table(target.table).get(row.id) as Row & Record<string, string> }
        })

        // Rows of others are not there.
        const seen = outcomes.filter((outcome) => outcome.status !== 404)
        const successes = seen.filter((outcome) => outcome.status === 200)
        if (move) expect(successes).not.toEqual([])
        for (const { after } of successes) expect(move?.to).toContain(after[field])
        const refusal = api.refuse({ kind: 'not-possible', why: '' }).status
        for (const refused of seen.filter((outcome) => !successes.includes(outcome))) {
          expect(refused.status).toBe(refusal)
          if (!move) expect(refused.body).toContain(status)
          expect(refused.world.changes()).toEqual([])
        }
      })
    }
  }
