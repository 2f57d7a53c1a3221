import { expect, test } from 'vitest'
import { getAction } from '../../src/ar/actions/get-action.op.ts'
import { LateOperation } from '../../src/core/call/late-operation.ts'
import type { Operation } from '../../src/core/call/operation.ts'

test('an operation that is loaded late has all that the operation has, and is loaded once, when that is asked', () => {
  let loaded = 0
  const load = () => {
    loaded++
    return getAction
  }
  const late = new LateOperation(getAction, load, () => getAction.examples)
  const keys = Object.keys(getAction) as Exclude<keyof Operation, 'types'>[]
  const known = ['id', 'method', 'path', 'also', 'bodyLimit', 'examples'] as const
  for (const key of known) expect([key, late[key]]).toEqual([key, getAction[key]])
  expect(loaded).toBe(0)
  for (const key of keys) expect(late[key], key).toBe(getAction[key])
  expect(loaded).toBe(1)
  expect(keys.length).toBeGreaterThan(15)
})
