import { expect, test } from 'vitest'
import { Queue } from '../../src/core/values/queue.ts'

test('a queue has the same in the same order however much has come and gone', () => {
  const queue = new Queue<number>()
  const expected: number[] = []
  for (let n = 0; n < 1_000; n++) {
    queue.push(n)
    expected.push(n)
    if (n % 3) expect(queue.shift()).toBe(expected.shift())
    if (n % 7 === 0) expect(queue.pop()).toBe(expected.pop())
    expect([queue.size, queue.last]).toEqual([expected.length, expected.at(-1)])
  }
  expect(queue.all()).toEqual(expected)
  while (expected.length) expect(queue.shift()).toBe(expected.shift())
  expect([queue.size, queue.shift(), queue.pop()]).toEqual([0, undefined, undefined])
})

test('in what ascends the first of a size is found, however much has come and gone', () => {
  const queue = new Queue<number>()
  for (let n = 0; n < 300; n++) {
    queue.push(2 * n)
    if (n % 3) queue.shift()
    for (const least of [-1, 2 * n - 1, 2 * n, 2 * n + 1, n])
      expect(queue.firstSince((each) => each >= least)).toBe(queue.all().find((each) => each >= least))
  }
})
