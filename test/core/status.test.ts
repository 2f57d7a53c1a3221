import { STATUS_CODES } from 'node:http'
import { expect, test } from 'vitest'
import { reasonOf } from '../../src/core/call/status.ts'

/** Of these Node has older names. */
const renamed = { 413: 'Content Too Large', 422: 'Unprocessable Content' }

test('a status says what it says everywhere; one that nobody knows tells its class', () => {
  const numbers = Object.keys(STATUS_CODES)
    .map(Number)
    .filter((status) => status >= 200)
  const known = { ...STATUS_CODES, ...renamed }
  expect(numbers.map((status) => [status, reasonOf(status)])).toEqual(numbers.map((status) => [status, known[status as 413]]))
  expect([299, 499, 599].map(reasonOf)).toEqual(['Success', 'Request Failed', 'Server Error'])
})
