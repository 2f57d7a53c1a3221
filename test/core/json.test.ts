import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { immutable, toJson } from '../../src/core/values/json.ts'
import { parseJson } from '../../src/core/values/parse-json.ts'

test('what it writes is what JSON.stringify writes, whether values are kept or not', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (value, kept) => {
      const row = immutable({ kept, gone: undefined })
      const mixed = { value, rows: [row, row], nothing: undefined }
      expect(toJson(mixed)).toBe(JSON.stringify(mixed))
      expect(toJson(mixed)).toBe(JSON.stringify(mixed))
    }),
  )
})

test('it reads what JSON.parse reads, and refuses what it refuses', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((text) => text.slice(0, -1)),
      ),
      (text) => {
        let wanted: unknown
        try {
          wanted = { value: JSON.parse(text) }
        } catch {
          wanted = { reason: expect.any(String) }
        }
        expect(parseJson(text)).toEqual(wanted)
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['', 'the text ends too early, at line 1 column 1; expected a value'],
  ['{"a": 1,}', 'expected a name in double quotes at line 1 column 9'],
  ['{"a" 1}', 'expected : at line 1 column 6'],
  ['{\n  "a": undefined\n}', 'expected a value at line 2 column 8'],
  ['[1, 2', 'the text ends too early, at line 1 column 6; expected , or the end'],
  ['[1 2]', 'expected , or the end at line 1 column 4'],
  ['{"a": 1} x', 'expected the end at line 1 column 10'],
  ["{'a': 1}", 'expected a name in double quotes or } at line 1 column 2'],
  ['[1,]', 'expected a value at line 1 column 4'],
  ['{"a": "tab\there"}', 'expected a value at line 1 column 7'],
])('%j: %s', (text, reason) => {
  expect(parseJson(text)).toEqual({ reason })
})

test('a long or deep text that is broken is refused, not choked on', () => {
  const long = `{"a": "${'x'.repeat(900_000)}", }`
  const deep = '['.repeat(500_000)
  expect(parseJson(long)).toHaveProperty('reason')
  expect(parseJson(deep)).toHaveProperty('reason')
})
