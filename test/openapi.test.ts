import { createConfig, lintFromString } from '@redocly/openapi-core'
import type { OpenAPIObject, OperationObject, ParameterObject, ResponseObject, SchemaObject } from 'openapi3-ts/oas31'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { companies } from '../src/ar/companies/company.ts'
import { connections } from '../src/ar/integrations/connection.ts'
import { createSimulator } from '../src/index.ts'
import { inOrder } from '../src/serve/openapi/order.ts'
import { shortName } from '../src/serve/openapi/words.ts'
import { toOpenApi, toText } from '../src/serve/openapi.ts'
import { documentOf } from './support/document.ts'
import { ways } from './support/ways.ts'

const simulator = createSimulator()
const documented = simulator.apis.filter(({ document }) => document)
const documents = Object.fromEntries(documented.map(({ name }) => [name, documentOf(simulator, name) as OpenAPIObject]))
const { ar, crm } = documents as Record<'ar' | 'crm', OpenAPIObject>

/** What an API says of itself, without what it answered. */
const withoutExamples = (document: OpenAPIObject): string =>
  JSON.stringify(document, (key, value) => (/^examples?$/.test(key) ? undefined : value))

/** Every operation of a document, with its method and path. */
const operationsOf = ({ paths = {} }: OpenAPIObject) =>
  Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      return operation ? [{ method, path, operation }] : []
    }),
  )

for (const { name, operations, basePath } of documented) {
  const document = documents[name] as OpenAPIObject

  test(`${name}: the document is valid OpenAPI 3.1`, async () => {
    // The vendor has both email/{id}/read and email/thread/{threadId}: an id is a number, so they never meet.
    // And the callback of OAuth only ever leads elsewhere.
    const rules = { 'no-ambiguous-paths': 'off', 'operation-2xx-response': 'off' } as const
    const config = await createConfig({ extends: ['recommended'], rules })
    const problems = await lintFromString({ source: toText(document, 'json'), absoluteRef: `${name}.json`, config })
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([])
  })

  test(`${name}: the document holds every operation by every method that it has`, () => {
    const found = operationsOf(document).map(({ method, path, operation }) => `${operation.operationId} ${method} ${path}`)
    const methods = operations.flatMap(({ id, method, also, path }) =>
      [method, ...also].map((each) => {
        const by = each === method ? '' : `By${each.charAt(0)}${each.slice(1).toLowerCase()}`
        return `${id}${by} ${each.toLowerCase()} ${path}`
      }),
    )
    expect(found.toSorted()).toEqual(methods.toSorted())
    expect(document.servers).toEqual([{ url: `http://127.0.0.1:4010${basePath}` }])
  })

  test(`${name}: JSON and YAML say the same, and are served as such with the address of the server`, async () => {
    expect(parse(toText(document, 'yaml'))).toEqual(JSON.parse(toText(document, 'json')))
    for (const open of [ways.http, ways.express]) {
      if (!open) throw new Error('A way is missing.')
      const { origin, send, close } = await open(createSimulator())
      const json = await send({ method: 'GET', url: `/openapi/${name}.json`, headers: {} })
      const yaml = await send({ method: 'GET', url: `/openapi/${name}.yaml`, headers: {} })
      const nothing = await send({ method: 'GET', url: '/openapi/nothing.json', headers: {} })
      await close()
      const served = toOpenApi(simulator, name, origin)
      expect(JSON.parse(json.body)).toEqual(JSON.parse(JSON.stringify(served)))
      expect(parse(yaml.body)).toEqual(JSON.parse(json.body))
      expect(nothing.status).toBe(404)
    }
  })
}

test('refusals follow from what an operation declares, and every operation has those of all', () => {
  const statuses = (path: string, method: 'get' | 'post' | 'patch') => Object.keys(ar.paths?.[path]?.[method]?.responses ?? {})
  const company = '/companies/{company_id}'
  const always = ['405', '413', '415', '500']
  expect(statuses('/auth/login', 'post')).toEqual(['200', '400', ...always])
  expect(statuses(`${company}/integrations`, 'get')).toEqual(['200', '401', '403', '404', '405', '500'])
  expect(statuses(`${company}/actions`, 'get')).toEqual(['200', '400', '401', '403', '404', '405', '500'])
  const posted = ['400', '401', '403', '404', ...always]
  expect(statuses(`${company}/actions/{action_id}/approve`, 'post')).toEqual(['200', ...posted])
  expect(statuses(`${company}/integrations/{connection_id}/sync`, 'post')).toEqual(['200', '202', ...posted])
})

test('a document says what its extensions are; the control API says of each operation what there is to know', () => {
  const about = (name: string) => toOpenApi(createSimulator(), name)?.info.description
  expect(['ar', 'crm', 'sim'].map((name) => about(name)?.includes('`x-simulator-extension`'))).toEqual([true, true, false])
  const { paths = {} } = toOpenApi(createSimulator(), 'sim') ?? {}
  const operations = Object.values(paths).flatMap((path) => Object.values(path as Record<string, { description?: string }>))
  expect(operations.filter(({ description }) => !description)).toEqual([])
})

test('what operations share is among the components', () => {
  const { components = {} } = ar
  expect(Object.keys(components.responses ?? {})).toEqual(
    expect.arrayContaining(['Unauthorized', 'Forbidden', 'NotFound', 'MethodNotAllowed', 'InternalServerError']),
  )
  expect(components.parameters?.CompanyId).toMatchObject({ name: 'company_id', in: 'path' })
  expect(components.responses?.MethodNotAllowed).toMatchObject({ headers: { Allow: { $ref: '#/components/headers/Allow' } } })
  expect(Object.keys(crm.components?.examples ?? {}).length).toBeGreaterThan(0)
})

test('an answer shows no example of another operation, and is not called after what only some are about', () => {
  const shared = documented.flatMap(({ name }) => {
    const { paths = {}, components = {} } = documents[name] as OpenAPIObject
    const badRequest = (path: string) => JSON.stringify(paths[path]?.get?.responses?.[400])
    return [badRequest('/members'), badRequest('/clock'), ...Object.keys(components.responses ?? {})]
  })
  expect(shared).not.toContain('ConnectionBadRequest')
  const { responses = {} } = documents.sim?.paths?.['/clock']?.get ?? {}
  expect(responses[400]).toMatchObject({ $ref: expect.any(String) })
  for (const { components = {} } of Object.values(documents))
    expect(JSON.stringify(components.responses?.BadRequest ?? {})).not.toContain('examples')
})

test('what the simulator answers by itself is told, and that the control API is open without a token', () => {
  for (const { info, paths = {} } of Object.values(documents)) {
    expect(info.description).toContain('507 where there is no room for another world')
    expect(info.description?.includes('--strict')).toBe(paths['/clock'] === undefined)
  }
  expect(documents.sim?.paths?.['/clock']?.get?.security).toEqual([{}, { controlToken: [] }])
  expect(ar.paths?.['/companies/{company_id}/actions']?.get?.security).toEqual([{ token: [] }])
})

test('when a field is null is said only where it can be', () => {
  const sent = ar.components?.schemas?.SendActionRequest as { properties?: Record<string, { description?: string }> }
  expect(sent.properties?.external_id?.description).toBe('What another system calls it.')
  expect(withoutExamples(ar)).toContain('What another system calls it; null where nobody says.')
})

test('an answer that leads elsewhere has a Location, and the callback needs its state', () => {
  const { paths = {} } = crm
  const callback = paths['/integrations/oauth/{provider}/callback']?.get
  expect(callback?.responses?.[302]).toMatchObject({ headers: { Location: { $ref: '#/components/headers/Location' } } })
  const [, state, code] = (callback?.parameters ?? []) as ParameterObject[]
  expect([state?.name, state?.required, code?.name, code?.required]).toEqual(['state', true, 'code', undefined])
})

test('paths with a fixed end come before those where a parameter stands', () => {
  expect(inOrder(['/a/{id}', '/a/{id}/b', '/c', '/a/mine', '/a', '/a/mine/{id}'])).toEqual([
    '/a',
    '/a/mine',
    '/a/mine/{id}',
    '/a/{id}',
    '/a/{id}/b',
    '/c',
  ])
  const paths = Object.keys(ar.paths ?? {})
  expect(paths.indexOf('/companies/{company_id}/sequences/queue')).toBeLessThan(
    paths.indexOf('/companies/{company_id}/sequences/{sequence_id}'),
  )
})

test('in YAML what older readers take for something else is quoted', () => {
  const texts = ['16:30', 'yes', 'No', 'on', '1_30', '2026-06-01', '0x1f', '1e3', '.5', '~', 'null', 'plain']
  const document = { openapi: '3.1.0', info: { title: 't', version: '1' }, 'x-texts': texts } as OpenAPIObject
  expect(parse(toText(document, 'yaml'), { version: '1.1' })).toEqual(document)
  for (const own of Object.values(documents))
    expect(parse(toText(own, 'yaml'), { version: '1.1' })).toEqual(JSON.parse(JSON.stringify(own)))
})

test('patterns and limits are those that every generator reads', () => {
  for (const document of Object.values(documents)) {
    const text = withoutExamples(document)
    expect(text).not.toMatch(/\\\\p\{|9007199254740991/)
    // RE2, which Go has, looks neither ahead nor behind.
    expect(text).not.toMatch(/\(\?<?[=!]/)
    // Some write the character itself, where it ends the line.
    expect(text).not.toMatch(/\\\\u(00[01]|202[89])/)
    expect(text).toMatch(/"minimum":\d/)
  }
})

test('keys of examples are short, their sentence sums them up', () => {
  const all: [string, string][] = []
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      if (key === 'examples' && !Array.isArray(item))
        for (const [short, { summary }] of Object.entries(item as Record<string, { summary?: string }>))
          all.push([short, summary ?? ''])
      collect(item)
    }
  }
  for (const { paths } of Object.values(documents)) collect(paths)
  const own = all.filter(([, summary]) => summary !== '')
  expect(own.length).toBeGreaterThan(100)
  expect(own.filter(([key, summary]) => !/^[a-z][A-Za-z0-9]{1,40}$/.test(key) || !summary.includes(' '))).toEqual([])
  expect(own.filter(([key]) => /(Not|No|Never|Without|EMails?|S)$/.test(key))).toEqual([])
  expect(
    [
      'lists the caller’s e-mails',
      'a deleted action is not found',
      'a step of others is kept',
      'calls of others are not told',
    ].map(shortName),
  ).toEqual(['listsCallersEmails', 'deletedActionNotFound', 'stepOthersKept', 'callsOthersNotTold'])
})

test('an answer in an example is whole: a page has as many items as it says', () => {
  const { paths = {} } = ar
  const response = paths['/companies/{company_id}/integrations']?.get?.responses?.[200] as ResponseObject
  const [{ value } = { value: [] }] = Object.values(response.content?.['application/json']?.examples ?? {}) as {
    value: unknown[]
  }[]
  const world = simulator.world()
  const company = world.table(companies).find('inOrder', 'all')?.id ?? ''
  expect(value.length).toBe(world.table(connections).in('ofCompany', company).size)
  const list = paths['/companies/{company_id}/actions']?.get as OperationObject | undefined
  const { parameters = [], responses = {} } = list ?? {}
  const size = (parameters as ParameterObject[]).find((each) => each.name === 'page_size')
  const page = (responses[200] as ResponseObject).content?.['application/json']?.examples
  const [shown] = Object.values(page ?? {}) as { value: { page_size: number; data: unknown[] } }[]
  expect([size?.example, shown?.value.page_size, shown?.value.data.length]).toEqual([2, 2, 2])
})

test('a parameter tells what it is unless given', () => {
  const { components = {} } = ar
  expect(components.parameters?.Page).toMatchObject({ schema: { type: 'integer', default: 1 } })
  expect(crm.paths?.['/integrations/email/inbox']?.get?.parameters).toContainEqual(
    expect.objectContaining({ name: 'folder', schema: { $ref: '#/components/schemas/EmailFolder', default: 'inbox' } }),
  )
  const unless = Object.fromEntries(
    [...operationsOf(ar), ...operationsOf(crm)].flatMap(({ operation: { operationId, parameters = [] } }) =>
      (parameters as ParameterObject[]).map(({ name, schema }) => [
        `${operationId} ${name}`,
        schema && 'default' in schema && schema.default,
      ]),
    ),
  )
  expect(unless).toMatchObject({
    'listThreads view': 'thread',
    'getQueue category': 'ready',
    'listInsights active_only': true,
    'listCustomers sort': 'customer_name_asc',
    'authorizeOauth returnTo': '/',
  })
  expect(documents.sim?.paths?.['/tables/{table}']?.get?.parameters).toContainEqual(
    expect.objectContaining({ name: 'page_size', schema: { type: 'integer', minimum: 1, maximum: 1000, default: 50 } }),
  )
})

/** The schema of a parameter of a list. */
const schemaOf = ({ paths = {}, components = {} }: OpenAPIObject, path: string, name: string): SchemaObject => {
  const all = (paths[path]?.get?.parameters ?? []).map((each) =>
    '$ref' in each ? components.parameters?.[each.$ref.replace(/^.*\//, '')] : each,
  )
  return (all as ParameterObject[]).find((each) => each.name === name)?.schema as SchemaObject
}

test('a document of an API that refuses unknown fields closes its bodies, and only those', () => {
  const { schemas = {} } = documents.sim?.components ?? {}
  const openOf = (name: string) => (schemas[name] as SchemaObject | undefined)?.additionalProperties
  expect(['SetClockRequest', 'CreateWorldRequest', 'TakeSnapshotRequest', 'UndoRequest', 'AddFaultRequest'].map(openOf)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(['CreateRowRequest', 'SetStateRequest'].map(openOf)).toEqual([{}, {}])
  expect(['ApiError', 'Clock'].map(openOf)).toEqual([undefined, undefined])
  expect(withoutExamples(ar)).not.toContain('"additionalProperties":false')
})

test('what a call may have beside its named parameters is a parameter too', () => {
  const { paths = {} } = documents.sim ?? {}
  expect(paths['/journal/stream']?.get?.parameters).toContainEqual({
    name: 'Last-Event-ID',
    in: 'header',
    description: expect.any(String),
    schema: { type: 'string' },
  })
  expect(paths['/tables/{table}']?.get?.parameters).toContainEqual({
    name: 'filters',
    in: 'query',
    style: 'form',
    explode: true,
    description: expect.any(String),
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  })
})

test('each success that is JSON has a schema with a name; a world as a file is the same on both ways', () => {
  const unnamed = Object.values(documents).flatMap((document) =>
    operationsOf(document).flatMap(({ operation: { operationId, responses = {} } }) =>
      Object.entries(responses as Record<string, ResponseObject>).flatMap(([status, { content }]) => {
        const schema = content?.['application/json']?.schema
        return Number(status) < 300 && schema && !('$ref' in schema) ? [operationId] : []
      }),
    ),
  )
  expect(unnamed).toEqual([])
  const { WorldFile, SetStateRequest } = documents.sim?.components?.schemas ?? {}
  expect(WorldFile).toMatchObject({ properties: { format: {}, seed: { type: 'integer' }, rows: {} } })
  expect(SetStateRequest).toMatchObject({ allOf: [{ $ref: '#/components/schemas/WorldFile' }] })
})

test('a body is described as narrowly as it is cheap to say, and no narrower than what is taken', () => {
  const propertiesOf = ({ components = {} }: OpenAPIObject, name: string) =>
    ((components.schemas?.[name] as SchemaObject | undefined)?.properties ?? {}) as Record<string, SchemaObject>
  const { to, body, subject } = propertiesOf(crm, 'SendEmailRequest')
  expect(body?.minLength).toBe(1)
  const address = new RegExp((to?.items as SchemaObject | undefined)?.pattern ?? '')
  expect(
    ['ann@company.com', 'Ann Lee <ann@company.com>', 'ann@bücher.example', 'x', '@', '0@0', 'a@b'].map((each) =>
      address.test(each),
    ),
  ).toEqual([true, true, true, false, false, false, false])
  expect(subject?.description).toBe('Subject line: one line, not blank.')
  const line = new RegExp(subject?.pattern ?? '')
  expect(['Hello', ' Hello you \n', '', ' ', 'Hello\nyou'].map((each) => line.test(each))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  const { customer_ids } = propertiesOf(ar, 'BulkEnrollCustomersRequest')
  expect([customer_ids?.minItems, customer_ids?.maxItems]).toEqual([1, 10_000])
  expect(propertiesOf(ar, 'BulkUpdateInvoicesRequest').ids?.maxItems).toBe(500)
  const forms = ['date-time', 'date'].map((format) => ({ type: 'string', format }))
  expect(propertiesOf(crm, 'CreateCalendarEventRequest').start?.anyOf).toEqual(forms)
  expect(schemaOf(crm, '/integrations/calendar/events', 'start').anyOf).toEqual(forms)
  const uuid = { type: 'string', format: 'uuid' }
  const list = '/companies/{company_id}/customers'
  expect(schemaOf(ar, list, 'labels').items).toEqual(uuid)
  expect(schemaOf(ar, list, 'ar_owner').items).toEqual({ anyOf: [uuid, { type: 'string', const: '__unassigned__' }] })
  expect(propertiesOf(ar, 'UpdateSequenceRequest').sender_connection_id?.anyOf).toHaveLength(3)
  const { responses = {} } = documents.sim?.paths?.['/']?.get ?? {}
  expect(JSON.stringify(responses[200])).toContain('#/components/schemas/Guide')
  expect(propertiesOf(documents.sim as OpenAPIObject, 'Guide')).toMatchObject({
    now: { format: 'date-time' },
    seed: { type: 'integer' },
  })
})

test('what is written of an API leaves its simulator as it was', () => {
  const own = createSimulator()
  const before = own.worlds.map(({ id }) => id)
  expect(toOpenApi(own, 'sim')).toEqual(toOpenApi(own, 'sim'))
  expect(own.worlds.map(({ id }) => id)).toEqual(before)
})
