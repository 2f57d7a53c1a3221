import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { isLonger, lastOf, readForm, readJson, readQueryValues, unstorableIn } from '../../src/core/call/body.ts'
import type { Operation } from '../../src/core/call/operation.ts'
import {
  allowsOrigin,
  corsHeaders,
  isBelow,
  isForeign,
  isLoopbackHost,
  isOpenTo,
  isPreflight,
  preflightHeaders,
} from '../../src/core/call/origins.ts'
import { toHeaderText, Warnings } from '../../src/core/call/warning.ts'
import type { SimRequest } from '../../src/core/values/http.ts'
import { unknownIn } from '../../src/core/values/unknown-names.ts'

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const request = (body: SimRequest['body'], type: string | undefined = JSON_TYPE, more: Partial<SimRequest> = {}): SimRequest => ({
  method: 'POST',
  url: '/',
  origin: 'http://x',
  headers: { 'content-type': type },
  body,
  ...more,
})
const json = (text: SimRequest['body'], limit = 1_000_000) => readJson(request(text), limit)
const bytes = (text: string) => new TextEncoder().encode(text)

test('a body that is compressed, or in another charset, is not read', () => {
  const sent = (headers: Record<string, string>) => readJson(request('{"a":1}', JSON_TYPE, { headers }), 99)
  const refused = (type: string, hint: string) => ({ refusal: { kind: 'media-type', type, hint } })
  expect(sent({ 'content-type': JSON_TYPE, 'content-encoding': 'gzip' })).toEqual(
    refused('gzip', 'Send the body as it is, without Content-Encoding: gzip.'),
  )
  const utf16 = 'application/json; charset="utf-16"'
  expect(sent({ 'content-type': utf16 })).toEqual(refused(utf16, 'Send the body in UTF-8: the charset "utf-16" is not read.'))
  for (const type of ['application/json;charset=UTF-8', 'application/json; charset=utf8', 'application/json; charset="us-ascii"'])
    expect(sent({ 'content-type': type, 'content-encoding': 'identity' })).toEqual({ fields: { a: 1 } })
})

test('it is told where texts are that no database takes; whole pairs are not among them', () => {
  const found = (text: string) => {
    const reading = json(text)
    return 'fields' in reading ? unstorableIn(reading.fields) : undefined
  }
  expect(found('{"a":["b\\u0000"],"c":{"d":"\\ud83d"},"e":"\ude00","f":"\\ud83d\\ude00 😀 \\\\u0000"}')).toEqual([
    { path: ['a', 0], character: 'U+0000' },
    { path: ['c', 'd'], character: 'U+D83D' },
    { path: ['e'], character: 'U+DE00' },
  ])
  expect(found('{"a":"\\ud83d\\ude00 😀 \\\\u0000"}')).toEqual([])
  expect(found('{"a":1}')).toEqual([])
})

test('the fields of a body are those of its JSON, as text or as bytes; without a body there are none', () => {
  expect(json('{"a":1}')).toEqual({ fields: { a: 1 } })
  expect(json(bytes('{"a":"é"}'))).toEqual({ fields: { a: 'é' } })
  for (const body of [undefined, '', new Uint8Array()]) expect(readJson(request(body, undefined), 0)).toEqual({ fields: {} })
  for (const method of ['GET', 'HEAD'])
    expect(readJson(request('x', 'text/plain', { method, isTooLarge: true }), 0)).toEqual({ fields: {} })
  expect(readJson(request('x', 'text/plain', { method: 'DELETE' }), 9)).toHaveProperty('refusal.kind', 'media-type')
})

test('a body is read once', () => {
  const sent = request('{"a":1}')
  expect(readJson(sent, 9)).toBe(readJson(sent, 9))
})

test('what is no object in JSON is refused, with what it is instead', () => {
  const refusal = (text: SimRequest['body']) => (json(text) as { refusal?: unknown }).refusal
  expect([refusal('[1]'), refusal('null'), refusal('5'), refusal('"a"')]).toEqual(
    [[], null, 5, 'a'].map((value) => ({ kind: 'not-an-object', value })),
  )
  expect(refusal('{')).toEqual({
    kind: 'syntax',
    reason: 'the text ends too early, at line 1 column 2; expected a name in double quotes or }',
  })
  expect(refusal(Uint8Array.of(123, 255, 125))).toEqual({ kind: 'syntax', reason: 'the text is not UTF-8' })
  expect(refusal(bytes('\ufeff{}'))).toHaveProperty('kind', 'syntax')
  expect(readJson(request('{}', 'text/plain'), 9)).toEqual({
    refusal: { kind: 'media-type', type: 'text/plain', hint: 'Send the header Content-Type: application/json.' },
  })
  expect(readJson(request('{}', undefined, { headers: {} }), 9)).toMatchObject({ refusal: { type: '' } })
})

test('a body has at most so many bytes', () => {
  const tooLarge = { refusal: { kind: 'too-large', limit: 8 } }
  expect(json('{"a":1} ', 8)).toEqual({ fields: { a: 1 } })
  expect(json('{"a":1}  ', 8)).toEqual(tooLarge)
  expect(json('{"é":1}', 8)).toEqual({ fields: { é: 1 } })
  expect(json('{"é":1} ', 8)).toEqual(tooLarge)
  expect(json(bytes('{"é":1} '), 8)).toEqual(tooLarge)
  for (const body of [undefined, '', '{}']) expect(readJson(request(body, undefined, { isTooLarge: true }), 8)).toEqual(tooLarge)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '☃', '😀'), maxLength: 12 }), fc.nat(40), (text, limit) => {
      expect(isLonger(text, limit)).toBe(bytes(text).length > limit)
      expect(isLonger(bytes(text), limit)).toBe(bytes(text).length > limit)
    }),
  )
})

test('of a form the last value of a name counts, of a query all are there; they have at most 1,000 pairs', () => {
  expect(readForm(request('a=1&b=x+y%21&a=2&c', FORM), 99)).toEqual({ fields: { a: '2', b: 'x y!', c: '' } })
  expect(readForm(request('a=1'), 99)).toMatchObject({
    refusal: { kind: 'media-type', hint: `Send the header Content-Type: ${FORM}.` },
  })
  expect(readForm(request('a=1', FORM), 2)).toEqual({ refusal: { kind: 'too-large', limit: 2 } })
  const pairs = (count: number) => Array.from({ length: count }, () => 'a=1').join('&')
  expect(readForm(request(pairs(1000), FORM), 9999)).toEqual({ fields: { a: '1' } })
  expect(readForm(request(pairs(1001), FORM), 9999)).toEqual({
    refusal: { kind: 'invalid', issues: [{ path: [], message: 'There are more than 1000 fields.' }] },
  })
  const values = readQueryValues('a=1&__proto__=2&a=3')
  expect(values).toEqual(Object.assign(Object.create(null), { a: ['1', '3'], ['__proto__']: ['2'] }))
  expect(lastOf(values as Exclude<typeof values, string>)).toEqual(
    Object.assign(Object.create(null), { a: '3', ['__proto__']: '2' }),
  )
  expect(readQueryValues(pairs(1001))).toBe('There are more than 1000 fields.')
  expect(readQueryValues(`a=${'x'.repeat(65_534)}`)).toHaveProperty('a')
  expect(readQueryValues(`a=${'x'.repeat(65_535)}`)).toBe('The query is longer than 65,536 characters.')
})

const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{"s":"]}[{"}${'}'.repeat(depth - 1)}`
const fields = (count: number) => `{${Array.from({ length: count }, (_, i) => `"f${i}":"a,b"`).join(',')}}`
const items = (count: number) => `[${'0,'.repeat(count - 1)}0]`
const excess = (text: string) => (json(text) as { refusal?: { issues?: unknown } }).refusal?.issues

test('a body has at most 100 levels, 1,000 fields in an object and 10,000 items in a list', () => {
  for (const text of [nested(100), fields(1000), `{"a":${items(10_000)},"b":${items(10_000)},"c":${fields(1000)}}`])
    expect(json(text)).toEqual({ fields: JSON.parse(text) })
  expect(excess(nested(101))).toEqual([{ path: ['a'], message: 'This is nested deeper than 100 levels.' }])
  expect(excess(fields(1001))).toEqual([{ path: [], message: 'There are more than 1000 fields.' }])
  expect(excess(`{"x":1,"a\\u0062\\"":${items(10_001)}}`)).toEqual([
    { path: ['ab"'], message: 'There are more than 10000 items.' },
  ])
  expect(excess(`{"a":${' '.repeat(300)}${fields(1001)}}`)).toEqual([
    { path: ['a'], message: 'There are more than 1000 fields.' },
  ])
  expect(excess(items(10_001))).toEqual([{ path: [], message: 'There are more than 10000 items.' }])
})

test('marks inside of texts count for nothing, however their quotes are escaped', () => {
  const text = JSON.stringify({ a: `${'[{"\\'.repeat(200)}`, b: '\\', c: '\\\\"', d: ['x'.repeat(200), ','.repeat(2000)] })
  expect(json(text)).toEqual({ fields: JSON.parse(text) })
  expect(excess(`{"a":"\\\\","b":${items(10_001)}}`)).toEqual([{ path: ['b'], message: 'There are more than 10000 items.' }])
  expect(json(`${text.slice(0, -1)},`)).toHaveProperty('refusal.kind', 'syntax')
  expect(json(`{"a":"${'['.repeat(300)}`)).toHaveProperty('refusal.kind', 'syntax')
  expect(json(`${','.repeat(20_000)}`)).toHaveProperty('refusal.kind', 'syntax')
  expect(json(`${'}'.repeat(300)}${items(10_001)}`)).toHaveProperty('refusal.kind', 'invalid')
})

test('this machine is called localhost, or by an address of its own', () => {
  const mine = ['localhost', 'LOCALHOST', 'a.localhost', 'my-app.localhost', '127.0.0.1', '127.255.1.20', '[::1]']
  const others = [
    'localhost.example',
    'xlocalhost',
    '127.0.0',
    '127.0.0.1.example',
    '128.0.0.1',
    '[::2]',
    '',
    'a b.localhost',
    '1270.0.0.1',
  ]
  expect([...mine, ...others].filter(isLoopbackHost)).toEqual(mine)
})

test('pages of loopback origins may call, or only those that are named, or all', () => {
  const origins = [
    'http://localhost',
    'https://127.0.0.1:3000',
    'http://[::1]:80',
    'https://app.example',
    'ftp://localhost',
    'null',
    'xhttp://localhost',
    'http://localhost:x',
  ]
  const allowedBy = (...named: string[]) => origins.filter((origin) => allowsOrigin(origin, named))
  expect(allowedBy()).toEqual(origins.slice(0, 3))
  expect(allowedBy('https://app.example')).toEqual(['https://app.example'])
  expect(allowedBy('https://other.example', '*')).toEqual(origins)
  expect(
    ['http://x', 'http://x/~one', 'http://xy', 'http://x1', 'http://'].filter((address) => isBelow(address, 'http://x')),
  ).toEqual(['http://x', 'http://x/~one'])
})

const from = (headers: SimRequest['headers'], method = 'GET'): SimRequest => ({ method, url: '/', origin: 'http://x', headers })

test('a call is foreign that another site makes, or a page that may not, where the browser does not say', () => {
  const foreign = (headers: SimRequest['headers'], ...named: string[]) => isForeign(from(headers), 'http://x:1', named)
  expect(foreign({})).toBe(false)
  expect(foreign({ origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' })).toBe(false)
  expect(foreign({ origin: 'http://x:1', 'sec-fetch-site': 'cross-site' })).toBe(false)
  expect(foreign({ origin: 'http://x' })).toBe(true)
  expect(foreign({ origin: 'https://evil.example' })).toBe(true)
  expect(foreign({ origin: 'https://evil.example' }, '*')).toBe(false)
  expect(foreign({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(false)
  expect(foreign({ 'sec-fetch-site': 'cross-site' })).toBe(true)
  expect(foreign({ 'sec-fetch-site': 'same-site' })).toBe(false)
  expect(foreign({ 'sec-fetch-site': 'none' })).toBe(false)
})

test('an operation is open to a page that leads a person there, or loads what it may embed', () => {
  const open = (openTo: Operation['openTo'], mode: string, dest: string, method = 'GET') =>
    isOpenTo(from({ 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }, method), { openTo } as Operation)
  expect([open('navigation', 'navigate', 'document'), open('embedding', 'navigate', 'document')]).toEqual([true, true])
  expect([open('navigation', 'no-cors', 'image'), open('embedding', 'no-cors', 'image')]).toEqual([false, true])
  expect([
    open('navigation', 'navigate', 'iframe'),
    open('embedding', 'cors', 'empty'),
    open('embedding', 'navigate', 'iframe'),
  ]).toEqual([false, false, false])
  expect([
    open('navigation', 'navigate', 'document', 'POST'),
    open(undefined, 'navigate', 'document'),
    open(undefined, 'no-cors', ''),
  ]).toEqual([false, false, false])
  expect(isOpenTo(from({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }), undefined)).toBe(false)
})

test('an answer to another origin says that it may read it, where it may', () => {
  expect(corsHeaders(from({}), ['*'])).toEqual({})
  expect(corsHeaders(from({ origin: 'https://evil.example' }), [])).toEqual({ vary: 'Origin' })
  expect(corsHeaders(from({ origin: 'https://app.example' }), ['https://app.example'])).toEqual({
    'access-control-allow-origin': 'https://app.example',
    'access-control-expose-headers': 'X-Sim-Warning, WWW-Authenticate, Allow, Content-Disposition, Retry-After',
    vary: 'Origin',
  })
})

test('a preflight asks for a method, and may ask for headers', () => {
  const asks = { origin: 'http://localhost', 'access-control-request-method': 'POST' }
  expect(isPreflight(from(asks, 'OPTIONS'))).toBe(true)
  expect([
    isPreflight(from(asks)),
    isPreflight(from({ origin: 'x' }, 'OPTIONS')),
    isPreflight(from({ ...asks, origin: undefined }, 'OPTIONS')),
  ]).toEqual([false, false, false])
  const allowedFor = (headers: string | undefined) => preflightHeaders(from({ 'access-control-request-headers': headers }))
  expect(allowedFor('x-one, Y_two')).toEqual({
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'x-one, Y_two',
    'access-control-max-age': '600',
  })
  for (const other of [undefined, '', 'a\r\nb', 'a;', ';a'])
    expect(allowedFor(other)['access-control-allow-headers']).toBe('Authorization, Content-Type, X-Sim-World')
})

test('a hint is plain ASCII of at most 300 characters', () => {
  expect(toHeaderText('a ~\u007f é\n☃ "x"')).toBe('a ~\\u007f \\u00e9\\u000a\\u2603 "x"')
  expect(toHeaderText('x'.repeat(300))).toBe('x'.repeat(300))
  expect(toHeaderText('x'.repeat(301))).toBe(`${'x'.repeat(297)}...`)
  expect(toHeaderText('é'.repeat(60))).toBe(`${'\\u00e9'.repeat(49)}\\u0...`)
})

test('an answer has at most eight hints, each once', () => {
  const warnings = new Warnings()
  expect([warnings.isEmpty, warnings.isFull, warnings.toHeaders()]).toEqual([true, false, []])
  for (const text of ['a', 'b', 'a', 'é']) warnings.add(text)
  expect([warnings.isEmpty, warnings.toHeaders()]).toEqual([false, ['a', 'b', '\\u00e9']])
  for (const text of '34567') warnings.add(text)
  expect([warnings.isFull, warnings.toHeaders().length, warnings.toHeaders().at(-1)]).toEqual([false, 8, '7'])
  for (const text of '89') warnings.add(text)
  expect([warnings.isFull, warnings.toHeaders().slice(7)]).toEqual([true, ['7', 'and more']])
})

test('names that nothing reads are named with the known name that is nearest, and cut where they are long', () => {
  const warnings = new Warnings()
  warnings.addUnknown('field', unknownIn({ nam: 1, ['x'.repeat(90)]: 1 }, { name: 1, age: 1 }))
  expect(warnings.toHeaders()).toEqual([
    'The field "nam" is ignored. Did you mean "name"?',
    `The field "${'x'.repeat(80)}" is ignored.`,
  ])
  let asked = 0
  function* many() {
    for (;;) yield { path: [`name${++asked}`], known: [] }
  }
  warnings.addUnknown('field', many())
  expect(asked).toBeLessThan(10)
})

test('names are looked for at any depth of what a schema describes, and not where it takes any', () => {
  const Inner = z.object({ size: z.number(), color: z.string().optional() })
  const { shape } = z.object({
    one: Inner.nullable().default(null),
    all: z.array(Inner).optional(),
    free: z.record(z.string(), z.unknown()),
    loose: z.looseObject({ size: z.number() }),
    text: z.string(),
  })
  const given = {
    one: { siz: 1 },
    all: [{ size: 1 }, 5, null, { colour: 'red' }],
    free: { siz: 1 },
    loose: { siz: 1 },
    text: { siz: 1 },
    two: { siz: 1 },
  }
  const found = [...unknownIn(given, shape)]
  expect(found.map(({ path }) => path.join('.'))).toEqual(['one.siz', 'all.3.colour', 'two'])
  const left = JSON.parse('{"free":{"__proto__":1},"loose":{"siz":1,"__proto__":{}},"__proto__":1}')
  const dropped = (takesAny: boolean) => [...unknownIn(left, shape, [], takesAny)].map(({ path }) => path.join('.'))
  expect([dropped(false), dropped(true)]).toEqual(Array(2).fill(['free.__proto__', 'loose.__proto__', '__proto__']))
  const warnings = new Warnings()
  warnings.addUnknown('field', found)
  expect(warnings.toHeaders()[1]).toBe('The field "all.3.colour" is ignored. Did you mean "all.3.color"?')
})
