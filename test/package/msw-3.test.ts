import { expect, test } from 'vitest'
import { installed } from './packed.ts'
import { runProgram } from './program.ts'

const folder = await installed('msw@3')

test('with MSW 3 on Node 24, handlers answer what the simulator answers', async () => {
  const node24 = ['npx', '--yes', '--package', 'node@24', 'node']
  const { node, statuses, viaMsw, direct } = (await runProgram('msw-3', folder, node24)) as Record<string, unknown>
  expect(node).toMatch(/^24\./)
  expect(statuses).toEqual([200, 200, 400, 200])
  expect(viaMsw).toEqual(direct)
})
