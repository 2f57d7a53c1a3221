import { expect, test } from 'vitest'
import * as z from 'zod'
import { defineApi } from '../../src/core/call/api.ts'
import { finder, resolve, Stage } from '../../src/core/call/example.ts'
import { allowed, possibleRefusals } from '../../src/core/call/ladder.ts'
import type { Example, Operation } from '../../src/core/call/operation.ts'
import { exampleRefusal, type RefusalKind } from '../../src/core/call/refusal.ts'
import { defineResource } from '../../src/core/call/resource.ts'
import { defineScopes } from '../../src/core/call/scopes.ts'
import { defineTable } from '../../src/core/store/definition.ts'
import { type Animal, animals, call, defineOperation, keepers, operations, simulatorOf, spec, zoo } from '../support/zoo.ts'

const leo = { id: '1', name: 'Leo', status: 'awake', keeper_name: 'Ann', of_keeper: 2, today: '2026-06-01' }
const warning = 'x-sim-warning'

test('a call answers with its reply, as JSON, and says which operation answered', () => {
  const simulator = simulatorOf()
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: leo, api: 'zoo', operation: 'getAnimal' }
  expect(call(simulator, 'GET /zoo/animals/1')).toEqual(answer)
  expect(call(simulator, 'PUT /zoo/animals/1')).toEqual(answer)
  expect(call(simulator, 'HEAD /zoo/animals/1')).toMatchObject({
    status: 200,
    body: '',
    operation: 'getAnimal',
    headers: { 'content-length': '95' },
  })
  expect(call(simulator, 'POST /zoo/keepers/1/animals', { name: 'Eel' })).toMatchObject({
    status: 201,
    headers: { location: '/zoo/animals/9' },
    body: { id: '9', of_keeper: 3 },
  })
})

test('the first check that refuses answers, from who calls to the state of the row', () => {
  const simulator = simulatorOf()
  const kinds = (line: string, body?: unknown, headers?: Record<string, string | undefined>) =>
    call(simulator, line, body, headers).body.kind
  expect(kinds('GET /zoo/nothing')).toBe('unknown-path')
  expect(kinds('DELETE /zoo/animals/1', undefined, { keeper: undefined })).toBe('unauthenticated')
  expect(kinds('DELETE /zoo/animals/99')).toBe('method-not-allowed')
  expect(kinds('POST /zoo/keepers/9/animals', 5)).toBe('not-found')
  expect(kinds('POST /zoo/animals/99/lull', 5)).toBe('not-found')
  expect(kinds('POST /zoo/animals/1/lull', 5, { keeper: 'bob' })).toBe('forbidden')
  expect(kinds('POST /zoo/animals/4/lull', 5)).toBe('not-an-object')
  expect(kinds('POST /zoo/animals/4/lull')).toBe('not-possible')
})

test('a refusal says more in a warning', () => {
  const simulator = simulatorOf()
  const hint = (line: string, body?: unknown, headers?: Record<string, string | undefined>) =>
    call(simulator, line, body, headers).headers[warning]
  expect(hint('GET /zoo/nothing')).toEqual(['No operation of the Zoo API has this path.'])
  expect(hint('GET /zoo/animals/99')).toEqual(['There is no animal "99" here.'])
  expect(hint('GET /zoo/animals/6')).toEqual(['There is no animal "6" here.'])
  expect(hint('POST /zoo/animals/5/lull')).toEqual(['Nobody lulls a ghost.'])
  expect(hint('POST /zoo/animals/1/lull', undefined, { keeper: 'bob' })).toEqual(['Only Ann may.'])
  expect(hint('POST /zoo/animals/4/lull')).toEqual(['While the animal is gone, no call can change its status.'])
  expect(hint('POST /zoo/animals/1/sell')).toBeUndefined()
  expect(call(simulator, 'DELETE /zoo/animals/1').body).toEqual({
    kind: 'method-not-allowed',
    method: 'DELETE',
    allow: ['GET', 'HEAD', 'PUT'],
  })
  expect(allowed(['POST', 'DELETE'])).toEqual(['DELETE', 'POST'])
})

test('an event moves the row, a repeat changes nothing and is past the rules, and another status is refused with what is possible', () => {
  const simulator = simulatorOf()
  const world = simulator.world()
  expect(call(simulator, 'POST /zoo/animals/1/lull')).toMatchObject({ status: 200, body: { status: 'asleep' } })
  world.clock.advance('PT1M')
  const { version } = world.table(animals)
  expect(call(simulator, 'POST /zoo/animals/1/lull', undefined, { keeper: 'ann' })).toMatchObject({
    status: 200,
    body: { ...leo, status: 'asleep' },
  })
  expect(world.table(animals).version).toBe(version)
  expect(call(simulator, 'POST /zoo/animals/2/lull').body).toEqual({ kind: 'not-possible', why: 'It is hungry.' })
  expect(call(simulator, 'POST /zoo/animals/8/lull', undefined, { keeper: 'eve' }).body).toEqual({
    kind: 'forbidden',
    hint: 'It is not yours.',
  })
  expect(call(simulator, 'POST /zoo/animals/1/sell')).toMatchObject({ status: 204, body: '', headers: {} })
  const refused = call(simulator, 'POST /zoo/animals/4/sell')
  expect(refused.body).toMatchObject({ kind: 'not-possible', why: 'Cannot sell this animal: it is gone.' })
})

test('a handler may write no status that its event does not lead to, nor answer what it has not declared', () => {
  const seen: unknown[] = []
  const simulator = simulatorOf({ report: (error) => seen.push(String(error)) })
  expect(call(simulator, 'POST /zoo/animals/7/sell').body).toMatchObject({
    kind: 'bug',
    message: 'Error: sellAnimal wrote the status "asleep"; its event leads to "gone".',
  })
  expect(call(simulator, 'GET /zoo/photo/undeclared').body.message).toBe('Error: photo answered 299, which it does not declare.')
  expect(call(simulator, 'GET /zoo/photo/raw').body.message).toBe(
    'Error: photo answers with something that "reply" has not made.',
  )
  expect(call(simulator, 'GET /zoo/photo/error').body.message).toBe('TypeError: No film.')
  expect(call(simulator, 'GET /zoo/photo/odd').body.message).toBe('odd')
  expect(call(simulator, 'GET /zoo/photo/target').body.message).toBe('Error: photo has no target.')
  expect(call(simulator, 'GET /zoo/photo/show').body.message).toBe('Error: photo has no target.')
  expect(seen).toHaveLength(7)
  call(simulator, 'GET /zoo/animals/99')
  expect(seen).toHaveLength(7)
})

test('a handler that refuses has written nothing, one that refuses and keeps has', () => {
  const simulator = simulatorOf()
  const { size } = simulator.world().table(animals)
  expect(call(simulator, 'POST /zoo/keepers/1/animals', { name: 'Nobody' }).body).toEqual({
    kind: 'conflict',
    why: 'There is a Nobody.',
  })
  expect(simulator.world().table(animals).size).toBe(size)
  expect(call(simulator, 'POST /zoo/animals/8/sell').body).toEqual({ kind: 'missing', why: 'Sold, but kept.' })
  expect(simulator.world().table(animals).get('8')?.status).toBe('gone')
})

test('texts and bytes are answered as they are', () => {
  const simulator = simulatorOf()
  expect(call(simulator, 'GET /zoo/photo/text')).toMatchObject({
    headers: { 'content-type': 'image/x' },
    body: 'très',
    bytes: undefined,
  })
  expect(call(simulator, 'GET /zoo/photo/bytes')).toMatchObject({
    headers: { 'content-type': 'image/x' },
    body: '',
    bytes: Uint8Array.of(1, 2, 255),
  })
  expect(call(simulator, 'HEAD /zoo/photo/bytes')).toMatchObject({ headers: { 'content-length': '3' }, body: '' })
  expect(call(simulator, 'HEAD /zoo/photo/bytes').bytes).toBeUndefined()
  expect(call(simulator, 'HEAD /zoo/photo/text').headers).toMatchObject({ 'content-length': '5' })
})

test('all that is wrong with path, query and body is told at once, ids that name nothing too', () => {
  const simulator = simulatorOf()
  simulator
    .world()
    .transactions.run(() => simulator.world().table(keepers).put({ id: '1234567', name: 'Long', is_hidden: false }))
  const issues = (line: string, body: unknown) =>
    call(simulator, line, body).body.issues?.map(
      ({ path, message }: { path: string[]; message: string }) => `${path.join('.')}: ${message}`,
    )
  const all = issues('POST /zoo/keepers/1234567/animals?loud=no', { name: 5, friends: ['1', '99', '6'], rival: '98', age: 'x' })
  expect(all.map((text: string) => text.split(':')[0])).toEqual([
    'keeper_id',
    'loud',
    'name',
    'age',
    'friends.1',
    'friends.2',
    'rival',
  ])
  expect(all.slice(4)).toEqual(['friends.1: There is no 99.', 'friends.2: There is no 6.', 'rival: There is no 98.'])
  expect(issues('POST /zoo/keepers/1/animals', { name: 'Leo', rival: '3' })).toEqual([
    'rival: A rival sleeps.',
    'name: The name is taken.',
  ])
  expect(issues('POST /zoo/keepers/1/animals', { name: 'Leo', rival: '1', age: 'x' })).toEqual([
    expect.stringMatching(/^age: /),
    'name: The name is taken.',
  ])
  expect(issues('GET /zoo/photo/of-all-of-them', undefined)).toHaveLength(1)
  expect(issues('POST /zoo/keepers/1/animals?loud=yes', { name: 'New', friends: ['1', '2'], rival: null })).toBeUndefined()
})

test('what nobody reads is ignored with a warning, as is an empty value of the query', () => {
  const simulator = simulatorOf()
  const warnings = (line: string, body?: unknown) => call(simulator, line, body).headers[warning]
  expect(warnings('GET /zoo/photo/text?loud=&lod=yes')).toEqual([
    'The query parameter "loud" is empty and left out.',
    'The query parameter "lod" is ignored. Did you mean "loud"?',
  ])
  expect(warnings('GET /zoo/photo/text?lod=')).toEqual(['The query parameter "lod" is ignored. Did you mean "loud"?'])
  expect(warnings('POST /zoo/keepers/1/animals', { name: 'A', nam: 1 })).toEqual([
    'The field "nam" is ignored. Did you mean "name"?',
  ])
  expect(warnings('POST /zoo/animals/1/lull?x=1')).toEqual(['The query parameter "x" is ignored.'])
  expect(warnings('GET /zoo/animals/1?x=1')).toEqual(['The query parameter "x" is ignored.'])
  expect(warnings('POST /zoo/keepers/1/animals', { name: 'C', toString: 1 })).toEqual(['The field "toString" is ignored.'])
  expect(warnings('POST /zoo/keepers/1/animals', { name: 'Twice' })).toEqual(['Once.'])
  expect(call(simulator, `GET /zoo/animals/1?${'x=1&'.repeat(1001)}`).body.issues).toEqual([
    { path: [], message: 'There are more than 1000 fields.' },
  ])
})

test('what the query of a write says may not get lost: empty, unknown and repeated parameters are refused', () => {
  const simulator = simulatorOf()
  const issues = (query: string) => call(simulator, `POST /zoo/keepers/1/animals?${query}`, { name: 'A' }).body.issues
  expect(issues('loud=')).toMatchObject([{ path: ['loud'] }])
  expect(issues('lod=yes')).toEqual([{ path: ['lod'], message: 'There is no query parameter "lod". Did you mean "loud"?' }])
  expect(issues('loud=yes&loud=yes')).toEqual([{ path: ['loud'], message: 'This comes more than once.' }])
  expect(issues('loud=yes')).toBeUndefined()
})

test('public operations need no caller; each gets what is found of everyone, and where it is', () => {
  const simulator = simulatorOf({ secret: 's' })
  const seen = (line: string, headers = {}) => call(simulator, line, undefined, { keeper: undefined, ...headers }).body
  const root = 'http://127.0.0.1:4010'
  expect(seen('GET /zoo')).toEqual({ sky: 'blue', origin: root, root, world: 'default', mood: 'calm', secret: 's' })
  expect(seen('GET /~one/zoo/')).toMatchObject({ origin: `${root}/~one`, root, world: 'one' })
  expect(seen('GET /zoo', { 'x-sim-world': 'two' })).toMatchObject({ origin: `${root}/~two`, root, world: 'two' })
})

const statusOf = (kind: RefusalKind) => spec.refuse(exampleRefusal(kind)).status
const operation = (id: string) => operations.find((each) => each.id === id) as Operation

test('the document says of each operation what it may refuse, each reason once, in the order of the checks', () => {
  const all = (id: string) => possibleRefusals(zoo, operation(id), statusOf)
  const bug = 'A bug of the simulator: the message says more.'
  expect(all('whoAmI')[500]).toContain(bug)
  const method = 'The path does not take this method.'
  expect(all('whoAmI')[400]).toBe(method)
  /** Without those that every operation has. */
  const of = (id: string) => {
    const own = Object.entries(all(id)).map(([status, text]) => [status, text.replace(method, '').replace(bug, '').trim()])
    return Object.fromEntries(own.filter(([, text]) => text !== ''))
  }
  expect(of('getAnimal')).toEqual({ 401: 'No keeper.', 404: 'No such animal.' })
  expect(of('whoAmI')).toEqual({})
  expect(of('photo')).toEqual({ 400: 'Some fields are not valid.' })
  const body = 'The body is not a JSON object. The body exceeds 1,000,000 bytes. The body is not `application/json`.'
  expect(of('addAnimal')).toEqual({ 401: 'No keeper.', 404: 'No such keeper.', 400: `${body} Some fields are not valid.` })
  expect(of('lullAnimal')).toEqual({
    401: 'No keeper.',
    404: 'No such animal.',
    403: 'Only Ann may. It is not yours.',
    400: `${body} The status does not allow it: only awake, asleep. It is hungry. It moves.`,
  })
  expect(of('sellAnimal')[400]).toBe(`${body} The status does not allow it: only awake, asleep.`)
  const twice = { ...zoo, ladder: [...zoo.ladder, ...zoo.ladder] }
  expect(possibleRefusals(twice, operation('lullAnimal'), statusOf)).toEqual(all('lullAnimal'))
})

test('what an operation does not tell is as usual', () => {
  expect(operation('getAnimal')).toMatchObject({
    method: 'GET',
    path: '/animals/{animal_id}',
    also: ['PUT'],
    isPublic: false,
    isExtension: false,
  })
  expect(operation('getAnimal').clashes({} as never)).toEqual([])
  expect(operation('getAnimal')).toMatchObject({
    references: {},
    checks: {},
    forbids: [],
    rules: [],
    refuses: {},
    fires: undefined,
    query: undefined,
  })
  expect(operation('whoAmI')).toMatchObject({
    also: [],
    isPublic: true,
    isExtension: true,
    openTo: 'navigation',
    description: 'Who calls.',
  })
  expect(defineResource({ name: 'none', description: '' })).toEqual({
    name: 'none',
    description: '',
    tables: [],
    rows: [],
    operations: [],
    timers: [],
    words: {},
    followers: [],
    keepers: [],
    completions: [],
    beginnings: [],
    events: [],
    harms: [],
  })
})

test('an API has all that its resources have, with tables after those they refer to', () => {
  expect(zoo).toMatchObject({ bodyLimit: 1_000_000, operations, timers: [{ name: 'waking' }], followers: [{ of: animals }] })
  expect(zoo.tables.map(({ name }) => name)).toEqual(['keepers', 'animals', 'totals'])
  expect(zoo.rows.map(({ table }) => table.name)).toEqual(['animals', 'totals', 'keepers'])
  expect(defineApi({ ...spec, bodyLimit: 7, resources: [] })).toMatchObject({ bodyLimit: 7, operations: [], tables: [] })
  const [first] = operations
  const twice = (again: Partial<Operation>) => () =>
    defineApi({
      ...spec,
      resources: [defineResource({ name: 'x', description: '', operations: [first, { ...first, ...again }] as Operation[] })],
    })
  expect(twice({ path: '/other' })).toThrow('Two operations are called "getAnimal".')
  expect(twice({ id: 'other' })).toThrow('Two operations answer GET /animals/{animal_id}.')
  expect(twice({ id: 'other', method: 'DELETE', also: ['PUT'] })).toThrow('Two operations answer PUT /animals/{animal_id}.')
  const a = defineTable({ name: 'a', kind: 'a', row: z.object({ id: z.string() }) })
  const b = defineTable({ name: 'b', kind: 'b', row: z.object({ id: z.string() }), references: { id: a } })
  const circle = { ...a, name: 'circle', references: { x: b } }
  Object.assign(circle, { references: { x: b, y: circle } })
  const ofTables = (...tables: (typeof a)[]) =>
    defineApi({ ...spec, resources: [defineResource({ name: 'x', description: '', tables })] }).tables.map(({ name }) => name)
  expect(ofTables(b as unknown as typeof a, circle as typeof a)).toEqual(['b', 'circle'])
})

test('an example is a call, with names for what the guide holds', () => {
  const simulator = simulatorOf()
  const find = finder(simulator, simulator.world())
  expect([find('zoo'), find('samples.animals.first'), find('list.0.id')]).toEqual(['/zoo', '1', 7])
  expect(() => find('samples.animals')).toThrow('The guide has no "samples.animals".')
  expect(() => find('nothing.at.all')).toThrow('The guide has no "nothing.at.all".')
  expect(resolve({ a: '$zoo', b: ['$list.0.id', 'x$zoo', null, 5] }, find)).toEqual({ a: '/zoo', b: [7, 'x$zoo', null, 5] })
  const stage = new Stage(simulator, simulator.world(), 'http://x')
  const request = (id: string, example: Partial<Example>) =>
    stage.request(zoo, operation(id), { name: '', mark: 'C', expect: { status: 200 }, ...example })
  expect(request('getAnimal', { path: { animal_id: 'first' } })).toEqual({
    method: 'GET',
    url: '/zoo/animals/1',
    origin: 'http://x',
    headers: { keeper: 'member' },
    body: undefined,
  })
  expect(
    request('getAnimal', { path: { animal_id: '99' }, as: 'bob', query: { a: '$list.0.id', b: 'c d' }, headers: { x: 'y' } }),
  ).toMatchObject({
    url: '/zoo/animals/99?a=7&b=c+d',
    headers: { keeper: 'bob', x: 'y' },
  })
  expect(request('addAnimal', { body: { name: '$zoo' } })).toMatchObject({
    url: '/zoo/keepers/1/animals',
    body: '{"name":"/zoo"}',
    headers: { 'content-type': 'application/json' },
  })
  expect(request('addAnimal', { path: { keeper_id: '$list.0.id' }, rawBody: '{' })).toMatchObject({
    url: '/zoo/keepers/7/animals',
    body: '{',
  })
  expect(request('whoAmI', {}).url).toBe('/zoo')
  expect(() => request('photo', {})).toThrow('An example of photo says nothing of {kind}.')
  stage.prepare({
    given: (world, sample) =>
      world.save(animals, { ...(world.table(animals).get(sample('samples.animals.first')) as Animal), status: 'gone' as const }),
  })
  expect(simulator.world().table(animals).get('1')?.status).toBe('gone')
})

test('an operation fires an event of its target’s lifecycle', () => {
  const fires = (target: unknown, event: string) => () =>
    defineOperation({ ...operation('sellAnimal'), route: 'POST /x/{animal_id}', id: 'x', target, fires: event } as never)
  expect(fires(animals.at('animal_id'), 'sell')).not.toThrow()
  for (const target of [animals.at('animal_id'), keepers.at('animal_id'), undefined])
    expect(fires(target, 'burn')).toThrow('x fires "burn", but the lifecycle of its target has no such event.')
})

test('an API that looks for nobody lets everybody in', () => {
  const { identify, enter } = defineScopes({})
  for (const rung of [identify, enter]) {
    expect(rung.check({ path: {} } as never, zoo)).toBeUndefined()
    expect(rung.refuses?.(operation('getAnimal'), zoo)).toEqual([])
  }
})

test('an API may have a document, and put a repeat into an envelope', () => {
  const document = { version: '1', security: { name: 'x', scheme: {} }, refusalSchema: () => z.unknown(), idSchema: {} }
  const simulator = simulatorOf({ apis: [defineApi({ ...spec, document, envelope: (shown: unknown) => ({ shown }) })] })
  expect(call(simulator, 'GET /zoo/nothing').headers[warning]).toEqual([
    'No operation of the Zoo API has this path. They are listed in /openapi/zoo.json.',
  ])
  expect(call(simulator, 'POST /zoo/animals/3/lull').body).toMatchObject({ shown: { name: 'Owl', status: 'asleep' } })
})
