import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits, holds } from '../../src/core/values/matching.ts'

const toRegex = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').join('.*')}$`)
const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 })
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 })

test('a text fits a pattern as it would a regular expression', () => {
  fc.assert(
    fc.property(letters, patterns, (text, pattern) => {
      expect([text, pattern, fits(text, pattern)]).toEqual([text, pattern, toRegex(pattern).test(text)])
    }),
    { numRuns: 3_000 },
  )
})

test('the two ends of a pattern do not share letters', () => {
  expect([fits('aba', 'ab*ba'), fits('abba', 'ab*ba'), fits('', ''), fits('', '*'), fits('a', '')]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

test('a JSON value holds itself, and any part of its fields', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (value, more) => {
      const [whole, part] = [JSON.parse(JSON.stringify({ ...more, value })), JSON.parse(JSON.stringify({ value }))]
      expect(holds(whole, part)).toBe(true)
      expect(holds(part, { ...part, other: 1 })).toBe(false)
    }),
  )
})
