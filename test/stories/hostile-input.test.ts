import * as fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { customers } from '../../src/ar/customers/customer.ts'
import { Template } from '../../src/ar/sequences/template.ts'
import { Warnings } from '../../src/core/call/warning.ts'
import { parseJson } from '../../src/core/values/parse-json.ts'
import { callbackUrl } from '../../src/crm/oauth/grant.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const ORIGIN = 'http://127.0.0.1'
const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** As long as a body may be. */
const MOST = 1_000_000
const full = (text: string): string => text.repeat(Math.floor(MOST / text.length))
const objectOf = (fields: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: fields }, (_, i) => [`field_${i}`, i]))
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '%00',
    '%E0%A4%A',
    '\u0000',
    '-1',
    '1e999',
    'NaN',
    'null',
    '$where',
    '{}',
    '[]',
    '9'.repeat(400),
  ),
)

rule('C', 'no input gets a 5xx, and what is refused changes nothing', () => {
  const use = client()
  const { world } = use
  const ids = Object.values(use.samples).flatMap((group) => Object.values(group).map(String))
  const operations = use.simulator.apis.flatMap((api) => api.operations.map((operation) => ({ api, operation })))
  const fields = [
    ...new Set(
      operations.flatMap(({ operation: { body, query } }) => [
        ...Object.keys(body?.shape ?? {}),
        ...Object.keys(query?.shape ?? {}),
      ]),
    ),
  ]
  const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...ids))
  const body = fc.oneof(
    fc
      .dictionary(fc.oneof(fc.constantFrom(...fields, '__proto__', 'constructor', 'toString'), nasty), value, { maxKeys: 5 })
      .map((fieldsOf) => JSON.stringify(fieldsOf)),
    fc.json(),
    nasty,
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(undefined),
  )
  const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...fields), nasty), fc.oneof(nasty, fc.constantFrom(...ids))), {
    maxLength: 4,
  })

  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'TRACE', 'HEAD', 'x') },
      ),
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: nasty }), {
        minLength: 3,
        maxLength: 3,
      }),
      query,
      body,
      fc.constantFrom(JSON_TYPE, `${JSON_TYPE}; charset=utf-8`, FORM_TYPE, 'text/plain', ''),
      ({ api, operation }, method, params, pairs, sent, type) => {
        let n = 0
        const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
          name === 'company_id' ? use.companyId : encodeURIComponent((params[n++] ?? '').toWellFormed()),
        )
        const search = new URLSearchParams(pairs.map(([name, text]) => [name.toWellFormed(), text.toWellFormed()])).toString()
        const before = JSON.stringify(world.changes())
        const time = world.clock.ms

        const response = use.simulator.handle({
          method: method ?? operation.method,
          url: `${api.basePath}${path}?${search}`,
          origin: ORIGIN,
          headers: { ...api.caller(world, 'member').headers, 'content-type': type },
          body: sent,
        })

        expect(response.status, response.body).toBeLessThan(500)
        for (const text of Object.values(response.headers).flat()) expect(text).toMatch(/^[\x20-\x7e]*$/)
        if (response.status >= 400) {
          expect(JSON.stringify(world.changes())).toBe(before)
          expect(world.clock.ms).toBe(time)
        } else if (operation.id !== 'createWorld') world.reset()
        expect(Object.prototype).toEqual({})
      },
    ),
    { numRuns: 3000 },
  )
})

rule('C', 'whatever a request says of itself, it is answered, and makes no world', () => {
  const { simulator } = client()
  const names = ['host', 'origin', 'authorization', 'content-type', 'x-sim-world', 'sec-fetch-site', 'sec-fetch-mode', 'accept']
  const text = fc.oneof(
    nasty,
    fc.webUrl(),
    fc.webPath(),
    fc.constantFrom('', '*', '/', '~', 'http://[', '//', '/~', '/~/', '?', '#'),
  )
  fc.assert(
    fc.property(
      text,
      fc
        .tuple(fc.constantFrom('', '/api/', '/__sim/', '/~a b/', '/__oauth/', '/__storage/', 'http://x/api/'), text)
        .map((parts) => parts.join('')),
      fc.oneof(fc.constant(ORIGIN), text),
      fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 4 }),
      (method, url, origin, headers) => {
        const { status } = simulator.handle({ method, url, origin, headers })
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      },
    ),
    { numRuns: 3000 },
  )
  expect(simulator.worlds).toHaveLength(1)
})

/** One of each kind that a reader of JSON could stumble over, as long as may be. */
const broken: Readonly<Record<string, string>> = {
  spaces: full(' '),
  'spaces behind a value': `{}${full(' ').slice(3)}x`,
  'lines without an end': full('\n'),
  'spaces in an object': `{"a":1${full(' ').slice(10)},}`,
  'a text without an end': `{"a":"${full('x').slice(10)}`,
  'a text of quotes without an end': `{"a":"${full('\\"').slice(10)}`,
  'a text of backslashes': `{"a":"${full('\\\\').slice(10)}\\"`,
  'a line break in a text': `{"a":"${full('x').slice(10)}\n"}`,
  'a number that never ends': `[${full('1').slice(10)}`,
  'a number with two dots': `[${full('1').slice(10)}.1.1]`,
  'minus signs': full('-'),
  commas: full(','),
  'commas in a list': `[1${full(',').slice(10)}]`,
  quotes: full('"'),
  backslashes: full('\\'),
  'empty objects one after the other': full('{}'),
  'opened lists': full('['),
  'opened objects': full('{"a":'),
  'closed lists': full(']'),
  'pairs that never end': `{${full('"a":1,').slice(10)}`,
  'a value without a name': full('{:'),
  zeros: full('\0'),
  words: full('nul '),
}

rule('C', 'a broken body of a million bytes is refused at once, whatever is wrong with it', () => {
  const use = crmClient()
  const logins = ['/api/auth/login', '/api/v1/auth/login', '/api/v1/auth/login/', '/api/v1/auth/refresh']
  const targets = [
    ...logins.map((url) => ({ method: 'POST', url, as: undefined })),
    { method: 'PATCH', url: '/__sim/clock', as: undefined },
    { method: 'POST', url: `/api/companies/${use.companyId}/actions/${use.samples.actions?.proposed}/approve`, as: 'ar' },
  ]
  for (const [what, body] of Object.entries(broken))
    for (const { method, url, as } of targets)
      for (const type of [JSON_TYPE, 'text/plain']) {
        const { headers } = callerIn(use.simulator, use.world, as)
        const { status } = use.simulator.handle({
          method,
          url,
          origin: ORIGIN,
          headers: { ...headers, 'content-type': type },
          body,
        })
        expect(status, `${what}, as ${type}, for ${url}`).toBe(type === JSON_TYPE ? 400 : 415)
      }
  expect(use.world.changes()).toEqual([])
})

test('what is said of a long text that is broken names the right place', () => {
  expect(parseJson(`{}${' '.repeat(MOST)}x`)).toEqual({ reason: `expected the end at line 1 column ${MOST + 3}` })
  expect(parseJson(`[1,${'\n'.repeat(MOST)}`)).toEqual({
    reason: 'the text ends too early, at line 1 column 4; expected a value',
  })
  expect(parseJson(`${'\n'.repeat(MOST)} ?`)).toEqual({ reason: `expected a value at line ${MOST + 1} column 2` })
})

rule('C', 'a million bytes in a header, a path, a query or a field are answered at once', () => {
  const { simulator, world, companyId, samples } = client()
  const { headers } = callerIn(simulator, world)
  const statusOf = (method: string, url: string, more: Record<string, string> = {}, body?: object) =>
    simulator.handle({
      method,
      url,
      origin: ORIGIN,
      headers: { ...headers, 'content-type': JSON_TYPE, ...more },
      body: body && JSON.stringify(body),
    }).status
  const company = `/api/companies/${companyId}`
  const text = (part: string) => full(part).slice(100)

  const queries = ['a', '%20', '1', 'active,', ',', '%', '&', '=', 'a=&'].flatMap((part) =>
    ['search=', 'status=', 'limit=1', 'cursor=', ''].map((name) => (length: number) => name + text(part).slice(0, length)),
  )
  for (const query of queries) {
    expect(statusOf('GET', `${company}/customers?${query(MOST)}`), query(30)).toBe(400)
    expect([200, 400], query(30)).toContain(statusOf('GET', `${company}/customers?${query(60_000)}`))
  }
  expect(statusOf('GET', `${company}/${text('/')}`)).toBe(404)
  expect(statusOf('GET', `${company}/actions/${text('%')}`)).toBe(404)
  expect(statusOf('GET', `${company}/actions/${text('a/')}`)).toBe(404)
  for (const scheme of ['Token', 'Bearer'])
    for (const key of [text(' '), `a${text(' ')}b`, text('.'), text('e30.')])
      for (const url of [`${company}/actions`, '/api/v1/integrations/email/inbox'])
        expect(statusOf('GET', url, { authorization: `${scheme} ${key}` })).toBe(401)
  expect(statusOf('PATCH', '/__sim/clock', { 'content-type': `${text(' ')}x` }, {})).toBe(415)
  for (const advance of [`P${text('1')}D`, `PT${text('0')}`, text('P1D'), text(' ')])
    expect(statusOf('PATCH', '/__sim/clock', {}, { advance })).toBe(400)
  expect(statusOf('PATCH', '/__sim/clock', {}, { now: `2026-06-01T14:00:00.${text('0')}` })).toBe(400)
  for (const email of [text('a'), `${text('a.')}@x.example`, `a@${text('a.')}`, text('@')]) {
    const login = { email, password: 'x', tenantSlug: 'x' }
    expect([400, 401]).toContain(statusOf('POST', '/api/v1/auth/login', {}, login))
  }
  const steps = `${company}/sequences/${samples.sequences?.active}/steps`
  const add = (body_plain_template: string) => statusOf('POST', steps, {}, { body_plain_template })
  for (const template of [text('{'), text('{{'), text('{{{'), text('{{a}} '), `{{${text(' ')}`, `{{#${text('x')}}}`])
    expect(add(template), template.slice(0, 10)).toBe(400)
  for (const template of [text('}'), text('{ '), `{{${text(' ')}}}`]) expect(add(template), template.slice(0, 10)).toBe(201)
})

test('what is no id or address is not put into lower case, however long it is', () => {
  const { ar, call, samples } = crmClient()
  const long = 'İ'.repeat(10_000)
  const lower = vi.spyOn(String.prototype, 'toLowerCase')
  onTestFinished(() => lower.mockRestore())
  expect(ar(`POST actions/${samples.actions?.proposed}/approve`, { approved_by: long }).status).toBe(400)
  expect(call('POST /api/v1/auth/login', { email: long, password: 'x', tenantSlug: 'x' }).status).toBe(400)
  expect(lower.mock.contexts.filter((text) => String(text).length >= long.length)).toEqual([])
})

test('a body is read after its content type was looked at, and once', () => {
  const { simulator } = crmClient()
  const parse = vi.spyOn(JSON, 'parse')
  onTestFinished(() => parse.mockRestore())
  const timesRead = (url: string, type: string, body: string): number => {
    parse.mockClear()
    simulator.handle({ method: 'POST', url, origin: ORIGIN, headers: { 'content-type': type }, body })
    return parse.mock.calls.filter(([text]) => text === body).length
  }
  for (const url of ['/api/auth/login', '/api/v1/auth/login', '/api/v1/auth/login/', '/~other/api/v1/auth/login']) {
    expect(timesRead(url, JSON_TYPE, '{"email":"a@b.example"}'), url).toBe(1)
    expect(timesRead(url, JSON_TYPE, '{"username":"ann"}'), url).toBe(1)
    for (const type of ['text/plain', FORM_TYPE, ''])
      expect(timesRead(url, type, '{"email":"a@b.example"}'), `${url} ${type}`).toBe(0)
  }
})

rule('C', 'a body of more than 1,000 fields is refused, and so are as many parameters', () => {
  const { ar, crm, call, samples, world } = crmClient()
  const said = 'There are more than 1000 fields.'
  const approve = `POST actions/${samples.actions?.proposed}/approve`
  expect(ar(approve, objectOf(1001))).toMatchObject({ status: 400, body: { non_field_errors: [said] } })
  expect(ar(approve, objectOf(40_000)).status).toBe(400)
  expect(ar(approve, { comment: objectOf(1001) })).toMatchObject({ status: 400, body: { comment: [said] } })
  expect(crm(`PATCH email/${samples.crm_emails?.unread}/read`, objectOf(1001))).toMatchObject({
    status: 400,
    body: { error: { details: [{ field: '', message: said }] } },
  })
  expect(call('PATCH /__sim/clock', objectOf(1001))).toMatchObject({
    status: 400,
    body: { error: { details: [{ field: '', message: said }] } },
  })
  const query = (fields: number) => new URLSearchParams(Object.entries(objectOf(fields)).map(([k, v]) => [k, `${v}`])).toString()
  expect(ar(`GET actions?${query(1001)}`)).toMatchObject({ status: 400, body: { non_field_errors: [said] } })
  expect(world.changes()).toEqual([])

  expect(ar(`GET actions?${query(1000)}`).status).toBe(200)
  expect(ar(approve, objectOf(1000)).status).toBe(200)
})

rule('C', 'a query of more than 65,536 characters is refused', () => {
  const { ar } = client()
  const search = (length: number) => ar(`GET customers?search=${'x'.repeat(length - 'search='.length)}`)
  expect(search(65_536)).toMatchObject({ status: 200, body: { data: [] } })
  expect(search(65_537)).toMatchObject({
    status: 400,
    body: { non_field_errors: ['The query is longer than 65,536 characters.'] },
  })
})

rule('C', 'a form of more than 1,000 fields is refused with a page that says so', () => {
  const { world, crm } = crmClient()
  const { searchParams } = new URL(crm('GET oauth/google/authorize').headers.location as string)
  const send = (more: number) =>
    world.handle({
      method: 'POST',
      url: '/__oauth/consent',
      origin: ORIGIN,
      headers: { 'content-type': FORM_TYPE },
      body: `${searchParams}&decision=deny${'&x=1'.repeat(more)}`,
    })
  const refused = send(1000)
  expect(refused.status).toBe(400)
  expect(refused.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(refused.body).toContain('There are more than 1000 fields.')
  expect(send(200_000).status).toBe(413)
  expect(send(900)).toMatchObject({ status: 302, headers: { location: expect.stringContaining(callbackUrl('', 'google')) } })
})

rule('C', 'a template of more than 200 variables is refused', () => {
  const { ar, samples } = client()
  const add = (variables: number, name = 'nobody.knows_') => {
    const template = Array.from({ length: variables }, (_, i) => `{{${name}${i}}}`).join(' ')
    return ar(`POST sequences/${samples.sequences?.active}/steps`, { body_plain_template: template })
  }
  for (const many of [201, 30_000])
    expect(add(many), `${many}`).toMatchObject({
      status: 400,
      body: { body_plain_template: ['Ensure this field has no more than 200 variables.'] },
    })
  expect(add(200).status).toBe(201)
  expect(Template.safeParse('{{customer.name}}'.repeat(200)).success).toBe(true)
  expect(Template.safeParse('{{customer.name}}'.repeat(201)).success).toBe(false)
})

rule('C', 'a field may have any name, and is told by it', () => {
  const [use, strict] = [client(), client({ strict: true })]
  const body = (value: unknown) => JSON.parse(`{"customer_company_name":"Acme","__proto__":${JSON.stringify(value)}}`)
  const told = { status: 400, body: JSON.parse('{"__proto__":["This is nested deeper than 100 levels."]}') }
  expect(use.ar('POST customers', body(nested(150)))).toMatchObject({ status: told.status })
  expect(JSON.stringify(use.ar('POST customers', body(nested(150))).body)).toBe(JSON.stringify(told.body))
  expect(JSON.stringify(strict.ar('POST customers', body(1)).body)).toBe('{"__proto__":["There is no field \\"__proto__\\"."]}')
  expect(JSON.stringify(strict.ar('GET customers?__proto__=1').body)).toBe(
    '{"__proto__":["There is no query parameter \\"__proto__\\"."]}',
  )
  const row = use.call('POST /__sim/tables/customers', JSON.parse('{"customer_company_name":"Acme","__proto__":{}}'))
  expect(row.body.error.details).toEqual([{ field: '__proto__', message: 'There is no field "__proto__".' }])
})

rule('C', 'what has the wrong type is told so once, in the words of its field', () => {
  const { ar, call, samples } = client()
  const { crm } = crmClient()
  const action = (verb: string, body: unknown) => ar(`POST actions/${samples.actions?.proposed}/${verb}`, body).body
  expect(ar('POST customers', { customer_company_name: [] }).body).toEqual({ customer_company_name: ['Not a valid string.'] })
  expect(call('POST /__sim/tables/customers', { customer_company_name: [] }).body.error.details).toHaveLength(1)
  expect(crm('POST email/send', { to: ['a@b.co'], subject: [], body: 'b' }).body.error.details).toEqual([
    { field: 'subject', message: 'Must be a string.' },
  ])
  expect(action('approve', { approved_by: 5 })).toEqual({ approved_by: ['Must be a valid UUID.'] })
  expect(action('send', { response_deadline: 5 }).response_deadline).toEqual([
    expect.stringMatching(/^Datetime has wrong format/),
  ])
  const mailbox = ar(`PATCH integrations/${samples.connections?.nylas_own}`, { mailbox_bcc_emails: [5] })
  expect(mailbox.body).toEqual({ mailbox_bcc_emails: { 0: ['Enter a valid email address.'] } })
  const step = ar(`POST sequences/${samples.sequences?.draft}/steps`, { step_type: 'reminder', offset_time: 5 })
  expect(step.body.offset_time).toEqual(['Time has wrong format. Use one of these formats instead: HH:MM.'])
})

rule('C', 'a text with NUL or half of a surrogate pair is refused, and so is a compressed body or one in another charset', () => {
  const { ar, call, world } = client()
  const { crm } = crmClient()
  const body = { customer_company_name: 'A\0', industry: 'x\ud800', nobody_reads: '\0', status: 'none' }
  expect(ar('POST customers', body).body).toEqual({
    customer_company_name: ['Null characters are not allowed.'],
    industry: ['Surrogate characters are not allowed: U+D800.'],
    status: ['"none" is not a valid choice.'],
  })
  const unstorable = (body: string) => crm('POST email/send', { to: ['a@b.co'], subject: 'A', body }).body.error.details
  expect([unstorable('x\0'), unstorable('x\ud800')]).toEqual([
    [{ field: 'body', message: 'A text cannot hold the character U+0000.' }],
    [{ field: 'body', message: 'A text cannot hold the character U+D800.' }],
  ])
  const [customer] = world.table(customers).all()
  const told = (line: string, sent: object) => call(line, sent).body.error.details.map(({ field }: { field: string }) => field)
  expect(told('POST /__sim/tables/customers', { customer_company_name: 'a\0', notes: ['\ud800'] })).toEqual([
    'customer_company_name',
    'notes.0',
  ])
  expect(told(`PATCH /__sim/tables/customers/${customer?.id}`, { customer_company_name: 'a\0' })).toEqual([
    'customer_company_name',
  ])
  expect(told('POST /__sim/events', { type: 'customer.replied', customer: customer?.id, body: 'a\0' })).toEqual(['body'])
  expect(world.changes()).toEqual([])
  expect(call('POST /api/v1/auth/login/', {}, { 'content-encoding': 'gzip' })).toMatchObject({
    status: 415,
    body: { detail: 'Unsupported media type "gzip" in request.' },
  })
  expect(call('POST /__sim/reset', {}, { 'content-type': 'application/json; charset=utf-16' })).toMatchObject({
    status: 415,
    body: { error: { message: 'Send the body in UTF-8: the charset "utf-16" is not read.' } },
  })
})

rule('C', 'a list of more than 10,000 items is refused, a shorter one is looked at item by item', () => {
  const { ar, crm, samples } = crmClient()
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `00000000-0000-4000-9000-${String(i).padStart(12, '0')}`)
  const bulk = (customer_ids: unknown) => ar(`POST sequences/${samples.sequences?.active}/enrollments/bulk`, { customer_ids })
  const log = (more: object) =>
    ar('POST communications/log-manual', {
      customer_id: samples.customers?.active,
      communication_type: 'call',
      notes: 'x',
      ...more,
    })
  const said = 'There are more than 10000 items.'

  expect(bulk(ids(10_001))).toMatchObject({ status: 400, body: { customer_ids: [said] } })
  expect(bulk(Array(130_000).fill('x'))).toMatchObject({ status: 400, body: { customer_ids: [said] } })
  expect(log({ invoice_ids: Array(130_000).fill('x') })).toMatchObject({ status: 400, body: { invoice_ids: [said] } })
  expect(crm('POST email/send', { to: Array(130_000).fill('x'), subject: 'x', body: 'x' })).toMatchObject({
    status: 400,
    body: { error: { details: [{ field: 'to', message: said }] } },
  })

  expect(bulk(ids(10_000))).toMatchObject({ status: 200, body: { enrolled_count: 0, skipped_count: 10_000 } })
  const { status, body } = log({ invoice_ids: ids(10_000) })
  expect([status, Object.keys(body.invoice_ids).length]).toEqual([400, 10_000])
})

rule('C', 'a body that is nested deeper than 100 levels is refused', () => {
  const { ar, crm, call, samples } = crmClient()
  const said = 'This is nested deeper than 100 levels.'
  const log = (communication_type: unknown) =>
    ar('POST communications/log-manual', { customer_id: samples.customers?.active, communication_type, notes: 'x' })
  for (const levels of [100, 4100]) {
    expect(log(nested(levels)), `${levels}`).toMatchObject({ status: 400, body: { communication_type: [said] } })
    expect(crm('POST email/match', { email: 'a@b.example', entityType: nested(levels), entityId: 1 })).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'entityType', message: said }] } },
    })
    expect(call('POST /__sim/worlds', { clock: nested(levels) })).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'clock', message: said }] } },
    })
  }
  expect(log(nested(99)).body.communication_type[0]).toContain('is not a valid choice')
  const brackets = { customer_id: samples.customers?.active, communication_type: 'call', notes: '[{"'.repeat(200) }
  expect(ar('POST communications/log-manual', brackets).status).toBe(201)
})

rule('C', 'warnings are plain, few and short, whatever the caller sent', () => {
  const use = client()
  const body = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`☃\r\nX-Evil: ${i}${'y'.repeat(500)}`, 1]))
  const values = use.ar(`POST actions/${use.samples.actions?.proposed}/approve`, body).headers['x-sim-warning'] as string[]
  expect(values).toHaveLength(9)
  for (const value of values) expect(value).toMatch(/^[\x20-\x7e]{1,300}$/)
  expect(values.at(-1)).toBe('and more')
})

test('of names that nothing reads no more are looked at than it takes to know that there are too many', () => {
  const warnings = new Warnings()
  let seen = 0
  function* names() {
    for (; seen < 40_000; ) yield { path: [`field_${seen++}`], known: ['comment'] }
  }
  warnings.addUnknown('field', names())
  for (let i = 0; i < 60_000; i++) warnings.add(`Another one, ${i}.`)
  expect([seen, warnings.toHeaders().length]).toEqual([9, 9])
})

rule('C', 'a condition that cannot be kept is refused, or it would be one that every call meets', () => {
  const { world, ar, call } = client()
  const never = JSON.parse('{"__proto__":"never"}')
  const refusals = (line: string, body: object) =>
    call(line, body).body.error.details.map(({ field, message }: Record<string, string>) => `${field}: ${message}`)
  const told = (path: string) => [`${path}: There is no field "${path}".`]
  const [answer, operation] = [{ status: 503 }, 'listCustomers']
  for (const match of [{ operation, query: never }, { operation, headers: never }, never]) {
    const path = ['match', ...('query' in match ? ['query'] : 'headers' in match ? ['headers'] : []), '__proto__'].join('.')
    expect(refusals('POST /__sim/faults', { match, answer })).toEqual(told(path))
    expect(() => world.faults.add({ match, answer })).toThrow(`There is no field "${path}".`)
  }
  expect(refusals('POST /__sim/faults', { answer: { ...answer, headers: never } })).toEqual(told('answer.headers.__proto__'))
  expect(refusals('POST /__sim/verify', { operation, query: never, times: 0 })).toEqual(told('query.__proto__'))
  expect([world.faults.list(), ar('GET customers').status]).toEqual([[], 200])
  ar('GET customers?__proto__=never')
  const found = call('GET /__sim/journal?operation=listCustomers&query={"__proto__":"never"}').body
  expect(found.map(({ request }: { request: { path: string; query: object } }) => JSON.stringify(request.query))).toEqual([
    '{"__proto__":"never"}',
  ])
})

rule('C', 'a field is named in a refusal whatever it is called', () => {
  const { ar } = client()
  const { status, body } = ar('POST customers', JSON.parse(`{"__proto__":${JSON.stringify(nested(150))}}`))
  expect(status).toBe(400)
  expect(Object.keys(body)).toEqual(['__proto__'])
})

rule('C', 'dates and times begin with the year 1', () => {
  const { ar, samples } = client()
  const told = (path: string, body: object) => Object.values(ar(path, body).body)
  const entry = { customer_id: samples.customers?.active, communication_type: 'call', notes: 'They called.' }
  for (const timestamp of ['0001-01-01T00:00:00+14:00', '0000-06-01T00:00:00Z'])
    expect(told('POST communications/log-manual', { ...entry, timestamp })).toEqual([['Datetime value out of range.']])
  expect(ar('POST communications/log-manual', { ...entry, timestamp: '0001-01-01T00:00:00Z' }).status).toBe(201)
  expect(told('POST invoices', { customer: samples.customers?.active, amount: 5, issue_date: '0000-02-29' })).toEqual([
    ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
  ])
})
