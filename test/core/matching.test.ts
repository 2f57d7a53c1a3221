import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits, holds, meets } from '../../src/core/values/matching.ts'

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

test('a pattern meets a template where some path fits both', () => {
  const template = '/api/companies/{company_id}/actions/{action_id}/approve'
  for (const pattern of [
    '*',
    '/api/*',
    '*/approve',
    '*prove',
    '/api/companies/*/actions/*',
    '/api/companies/7/actions/abc/approve',
    '/api/companies/*x*/actions/a*',
    '/api/*actions*prove',
    template,
  ])
    expect(meets(pattern, template), pattern).toBe(true)
  for (const pattern of [
    '',
    '/',
    '/api',
    '/api/companies//actions/1/approve',
    '/api/companies/1/2/actions/1/approve',
    '/api/companies/1/actions/1/approve/',
    '/api/companies/*/reject',
    '*/approved',
    '/crm/*',
  ])
    expect(meets(pattern, template), pattern).toBe(false)
  expect(meets('/api/companies/*', '/api/companies')).toBe(false)
  expect(meets('/api/companies*', '/api/companies')).toBe(true)
})

test('a path of a template meets it, and fits a pattern only where the pattern meets it', () => {
  const sign = fc.constantFrom('a', 'b', '/', '*')
  const text = fc.stringMatching(/^[ab]{1,3}$/)
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 8 }), text, text, (pattern, one, two) => {
      const template = '/a/{x}/{y}b'
      if (fits(`/a/${one}/${two}b`, pattern)) expect(meets(pattern, template)).toBe(true)
    }),
  )
})
