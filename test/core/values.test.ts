import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../src/core/values/base64-url.ts'
import { given, updated } from '../../src/core/values/given.ts'
import { escapeHtml } from '../../src/core/values/html.ts'
import { BODY_LIMIT, isMediaType, plainRefusal } from '../../src/core/values/http.ts'
import { immutable, toJson } from '../../src/core/values/json.ts'
import { nearestName } from '../../src/core/values/nearest-name.ts'
import { parseJson } from '../../src/core/values/parse-json.ts'

test('bytes as text for a URL are those that Node writes, and are read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = toBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(text)).toEqual(bytes)
    }),
  )
  expect(toBase64Url(Uint8Array.of(251, 239, 190, 255, 255))).toBe('----__8')
  expect(() => fromBase64Url('a*b')).toThrow()
})

test('fields that were left out change nothing, null does', () => {
  expect(given({ a: undefined, b: null, c: 0, d: '', e: false })).toEqual({ b: null, c: 0, d: '', e: false })
  const row = { id: '1', name: 'A' as string | null, size: 1 }
  const sent = { name: null, size: undefined }
  expect(updated(row, sent)).toStrictEqual({ id: '1', name: null, size: 1 })
  expect(row.name).toBe('A')
})

test('each mark of HTML is written as a text, wherever it stands', () => {
  expect(escapeHtml(`<a href="x">it's & that's</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;it&#39;s &amp; that&#39;s&lt;/a&gt;')
  expect(escapeHtml('plain')).toBe('plain')
})

test('a media type is the same in any case, and with any parameters', () => {
  const same = [
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json; charset=utf-8',
    'application/json ;',
  ]
  const other = [undefined, '', ';', 'application/jsonx', 'text/plain; application/json', 'application', '; application/json']
  expect([...same, ...other].filter((type) => isMediaType(type, 'application/json'))).toEqual(same)
})

test('a refusal of the simulator itself is JSON with a message', () => {
  expect(plainRefusal(404, 'No "x".')).toEqual({
    status: 404,
    headers: { 'content-type': 'application/json' },
    body: '{"error":{"message":"No \\"x\\"."}}',
  })
  expect(BODY_LIMIT).toBe(1_000_000)
})

test('the JSON of a value that never changes is written once; what is no JSON is null', () => {
  let times = 0
  const counted = { toJSON: () => ++times }
  const kept = immutable({ counted })
  expect([toJson(kept), toJson([kept]), toJson({ kept })]).toEqual(['{"counted":1}', '[{"counted":1}]', '{"kept":{"counted":1}}'])
  expect(times).toBe(1)
  expect(Object.keys(kept)).toEqual(['counted'])
  expect([undefined, null, 1, 'a', true, () => 1, [undefined], { a: undefined }].map(toJson)).toEqual([
    'null',
    'null',
    '1',
    '"a"',
    'true',
    'null',
    '[null]',
    '{}',
  ])
})

test('a name is compared without case and without what joins its words; one of more than 80 letters is no typo', () => {
  const name = 'x'.repeat(80)
  expect(nearestName(name, [name])).toBe(name)
  expect(nearestName(`${name}x`, [`${name}x`])).toBeUndefined()
  expect(nearestName('D-U-E_date', ['due_date'])).toBe('due_date')
  expect(nearestName('DUEDATE', ['due-date'])).toBe('due-date')
  expect(nearestName('anything', [])).toBeUndefined()
})

test.each([
  ['{"a": [1, {"b": null}, "x\\u00e9\\n"], "c": {}} ,', 'expected the end at line 1 column 47'],
  ['{"a": [1, {"b": null}, "x\\u00e9\\n"], "c": []', 'the text ends too early, at line 1 column 45; expected , or the end'],
  [
    '{"a" : -1.5e+10, "b": 0.25E-3, "c": true, "d": false, "e": null',
    'the text ends too early, at line 1 column 64; expected , or the end',
  ],
  ['[01]', 'expected , or the end at line 1 column 3'],
  ['[-]', 'expected a value or ] at line 1 column 2'],
  ['[1.]', 'expected , or the end at line 1 column 3'],
  ['[}', 'expected a value or ] at line 1 column 2'],
  ['{]', 'expected a name in double quotes or } at line 1 column 2'],
  ['[1}', 'expected , or the end at line 1 column 3'],
  ['{"a":1]', 'expected , or the end at line 1 column 7'],
  ['{"a":}', 'expected a value at line 1 column 6'],
  ['{"a",', 'expected : at line 1 column 5'],
  ['{"a"}', 'expected : at line 1 column 5'],
  ['{,}', 'expected a name in double quotes or } at line 1 column 2'],
  ['{1: 2}', 'expected a name in double quotes or } at line 1 column 2'],
  ['{"a": 1, 2}', 'expected a name in double quotes at line 1 column 10'],
  ['"\\x"', 'expected a value at line 1 column 1'],
  ['"\\u12g4"', 'expected a value at line 1 column 1'],
  ['"open', 'expected a value at line 1 column 1'],
  ['"a" "b"', 'expected the end at line 1 column 5'],
  ['[[], {}, "", 0] ]', 'expected the end at line 1 column 17'],
  [' \t\r\n  x', 'expected a value at line 2 column 3'],
  ['[\n\n\n]]', 'expected the end at line 4 column 2'],
  ['\n x', 'expected a value at line 2 column 2'],
  ['[1,\n \t\r\n', 'the text ends too early, at line 1 column 4; expected a value'],
  ['{\n"a"\n', 'the text ends too early, at line 2 column 4; expected :'],
  ['{"a": 1,', 'the text ends too early, at line 1 column 9; expected a name in double quotes'],
  ['{', 'the text ends too early, at line 1 column 2; expected a name in double quotes or }'],
  ['[', 'the text ends too early, at line 1 column 2; expected a value or ]'],
  ['nul', 'expected a value at line 1 column 1'],
  ['nulll', 'expected the end at line 1 column 5'],
  ['\u00a01', 'expected a value at line 1 column 1'],
  ['["\u001f"]', 'expected a value or ] at line 1 column 2'],
])('%j: %s', (text, reason) => {
  expect(parseJson(text)).toEqual({ reason })
})

test('whatever is cut off a text or put into it, it is refused where the parser refuses it, and the place is in the text', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ' ', '"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '\n'),
      (json, n, mark) => {
        const at = n % (json.length + 1)
        const text = json.slice(0, at) + mark + json.slice(at + 1)
        let isRead = true
        try {
          JSON.parse(text)
        } catch {
          isRead = false
        }
        const found = parseJson(text)
        expect('value' in found).toBe(isRead)
        if ('reason' in found) expect(found.reason).toMatch(/^(expected .+|the text ends too early, at .+; expected .+)$/)
      },
    ),
    { numRuns: 500 },
  )
})
