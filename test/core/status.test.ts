import { STATUS_CODES } from 'node:http'
import { expect, test } from 'vitest'
import { reasonOf } from '../../src/core/call/status.ts'

/** Of these Node has older names. */
const renamed = { 413: 'Content Too Large', 422: 'Unprocessable Content' }

test('a status says what it says everywhere; one that nobody knows tells its class', () => {
  const numbers = Object.keys(STATUS_CODES).map(Number)
  const known = { ...STATUS_CODES, ...renamed }
  const own = numbers.filter((status) => !/^(Success|Request Failed|Server Error)$/.test(reasonOf(status)))
  expect(own.length).toBeGreaterThan(40)
  expect(own.map((status) => [status, reasonOf(status)])).toEqual(own.map((status) => [status, known[status as 413]]))
  expect([299, 499, 599].map(reasonOf)).toEqual(['Success', 'Request Failed', 'Server Error'])
})
