import { expect, test } from 'vitest'
import { memoize } from '../../src/core/values/memoize.ts'

test('what was found is not looked for again, until there is too much of it', () => {
  let looked = 0
  const half = memoize((n: number) => {
    looked++
    return n / 2
  })
  expect([half(8), half(8), half(6), half(8)]).toEqual([4, 4, 3, 4])
  expect(looked).toBe(2)
  for (let n = 0; n < 2_000; n++) expect(half(n)).toBe(n / 2)
  expect(looked).toBe(2_000)
  expect(half(8)).toBe(4)
  expect(looked).toBe(2_001)
})
