/** A small API with one of each thing that the core knows, and a simulator of it. */
import * as z from 'zod'
import { type ApiSpec, defineApi } from '../../src/core/call/api.ts'
import type { CallInProgress } from '../../src/core/call/call.ts'
import { jsonBody, knownMethod, pathObjects, permission, stateRules, validFields } from '../../src/core/call/ladder.ts'
import type { TargetCall } from '../../src/core/call/operation.ts'
import { type Refusal, Refused } from '../../src/core/call/refusal.ts'
import { defineResource } from '../../src/core/call/resource.ts'
import { defineScopes } from '../../src/core/call/scopes.ts'
import { Simulator, type SimulatorOptions } from '../../src/core/simulator.ts'
import { defineTable } from '../../src/core/store/definition.ts'
import { defineLifecycle } from '../../src/core/store/lifecycle.ts'
import { Content, type SimRequest, type SimResponse } from '../../src/core/values/http.ts'
import { defineFollower } from '../../src/core/world/follower.ts'
import type { World } from '../../src/core/world/handle.ts'
import { defineRows } from '../../src/core/world/rows/rows.ts'
import type { Recipe, Scenario } from '../../src/core/world/scenario/scenario.ts'
import { defineSetting } from '../../src/core/world/setting.ts'
import { defineTimer } from '../../src/core/world/timer.ts'

export const keepers = defineTable({
  name: 'keepers',
  kind: 'keeper',
  ids: 'integer',
  row: z.object({ id: z.string(), name: z.string(), is_hidden: z.boolean().default(false) }),
})

type Keeper = z.output<typeof keepers.schema>

const animalLifecycle = defineLifecycle({
  statuses: ['awake', 'asleep', 'gone'],
  initial: ['awake'],
  table: [
    ['lull', ['awake'], 'asleep'],
    ['lull', ['asleep'], 'asleep', 'unchanged'],
    ['wake', ['asleep'], ['awake', 'gone']],
    ['sell', ['awake', 'asleep'], 'gone'],
  ],
})

const Animal = z.object({
  id: z.string(),
  keeper: z.string().nullable().default(null),
  name: z.string(),
  status: z.enum(['awake', 'asleep', 'gone']).default('awake'),
  wakes_at: z.iso.datetime().nullable().default(null),
  friends: z.array(z.string()).default([]),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})
export type Animal = z.output<typeof Animal>

/** How many animals a keeper has. */
export const totals = defineTable({
  name: 'totals',
  kind: 'total',
  isDerived: true,
  row: z.object({ id: z.string(), animals: z.int() }),
})

export const animals = defineTable({
  name: 'animals',
  kind: 'animal',
  ids: 'integer',
  row: Animal,
  shows: Animal.pick({ id: true, name: true, status: true }).extend({
    keeper_name: z.string().nullable(),
    of_keeper: z.int(),
    today: z.string(),
  }),
  references: { keeper: keepers },
  beside: { total: [totals, 'keeper'] },
  labels: {
    keeper_name: ({ keeper }) => keeper?.name ?? null,
    of_keeper: ({ total }) => total?.animals ?? 0,
    today: (_, __, today) => today,
  },
  indexes: { ofKeeper: { group: ['keeper'], order: [{ asc: 'name' }] } },
  searched: ['name', 'keeper_name'],
  lifecycle: animalLifecycle,
})

export const counting = defineFollower({
  of: animals,
  run(world, before, after) {
    const table = world.table(totals)
    const add = (id: string | null | undefined, n: number) => id && table.put({ id, animals: (table.get(id)?.animals ?? 0) + n })
    add(before?.keeper, -1)
    add(after?.keeper, 1)
  },
})

export const waking = defineTimer({
  name: 'waking',
  of: animals,
  at: ({ status, wakes_at }) => (status === 'asleep' ? wakes_at : null),
  summary: (_, { name }) => `${name} wakes`,
  run(world, animal) {
    if (animal.name === 'Bomb') throw new Error('It went off.')
    if (animal.name === 'Spark') throw 'It sparked.'
    world.save(animals, { ...animalLifecycle.apply('wake', animal), wakes_at: null })
    return `${animal.name} is awake`
  },
})

export const mood = defineSetting('mood', ['calm', 'busy'])

declare module '../../src/core/world/setting.ts' {
  interface SettingTypes {
    mood?: 'calm' | 'busy' | undefined
  }
}

function keeperOf(world: World, { keeper_id = '' }: Readonly<Record<string, string>>): { keeper: Keeper } | undefined {
  const keeper = world.table(keepers).get(keeper_id)
  return keeper && { keeper }
}

/** Callers say who they are in the header `keeper`. */
export const { defineOperation, identify, enter } = defineScopes({
  everyone: () => ({ sky: 'blue' }),
  caller: {
    find: ({ request: { headers } }: CallInProgress): { me: string } | Refusal =>
      headers.keeper ? { me: headers.keeper } : { kind: 'unauthenticated', hint: 'Send the header Keeper.' },
    refuses: [{ kind: 'unauthenticated', why: 'No keeper.' }],
  },
  path: {
    keeper_id: {
      find: ({ path, world }: CallInProgress): { keeper: Keeper } | Refusal =>
        keeperOf(world, path) ?? { kind: 'not-found', hint: 'No keeper here.' },
      refuses: [{ kind: 'not-found', why: 'No such keeper.' }],
    },
  },
})

const base = { summary: '', source: 'arsim', examples: [] }

export const operations = [
  defineOperation({
    ...base,
    id: 'getAnimal',
    route: 'GET /animals/{animal_id}',
    also: ['PUT'],
    target: animals.at('animal_id'),
    responses: { 200: animals.shows },
    handle: ({ target, show, reply }) => reply(200, show(target)),
  }),
  defineOperation({
    ...base,
    id: 'addAnimal',
    route: 'POST /keepers/{keeper_id}/animals',
    params: z.object({ keeper_id: z.string().max(5) }),
    query: z.object({ loud: z.enum(['yes']).optional() }),
    body: z.object({
      name: z.string(),
      friends: z.array(z.string()).optional(),
      rival: z.string().nullable().optional(),
      age: z.int().optional(),
    }),
    references: { friends: animals, rival: animals },
    checks: {
      name: {
        refuse: 'The name is taken.',
        when: (name, { world }) => [...world.table(animals).all()].some((each) => each.name === name),
      },
      rival: { refuse: 'A rival sleeps.', when: (id, { world }) => world.table(animals).get(id)?.status === 'asleep' },
    },
    responses: { 201: animals.shows },
    handle({ world, keeper, body, reply, warn }) {
      if (body.name === 'Twice') for (let i = 0; i < 2; i++) warn('Once.')
      const row = world.create(animals, { name: body.name, keeper: keeper.id, friends: body.friends ?? [] })
      if (body.name === 'Nobody') throw new Refused({ kind: 'conflict', why: 'There is a Nobody.' })
      return reply(201, world.show(animals, row), { location: `/zoo/animals/${row.id}` })
    },
  }),
  defineOperation({
    ...base,
    id: 'lullAnimal',
    route: 'POST /animals/{animal_id}/lull',
    target: animals.at('animal_id', ({ name }) => name !== 'Ghost', 'Nobody lulls a ghost.'),
    fires: 'lull',
    forbids: [{ refuse: 'Only Ann may.', when: ({ me, target }) => me !== 'ann' && target.name === 'Leo' }],
    rules: [
      { refuse: 'It is hungry.', when: ({ target }) => target.name === 'Wolf' },
      { refuse: 'It is not yours.', kind: 'forbidden', when: ({ me }) => me === 'eve' },
    ],
    refuses: { conflict: 'It moves.' },
    responses: { 200: animals.shows, 202: animals.shows },
    handle: ({ next, save, show, reply, world }) => reply(200, show(save({ ...next, wakes_at: world.clock.in('PT1H') }))),
  }),
  defineOperation({
    ...base,
    id: 'sellAnimal',
    route: 'POST /animals/{animal_id}/sell',
    target: animals.at('animal_id'),
    fires: 'sell',
    responses: { 204: z.undefined(), 200: z.unknown() },
    handle: ({ target, next, save, reply, refuseKeeping }) => {
      if (target.name === 'Mole') save({ ...target, status: 'asleep' })
      save(next)
      return target.name === 'Kept' ? refuseKeeping({ kind: 'missing', why: 'Sold, but kept.' }) : reply(204, undefined)
    },
  }),
  defineOperation({
    ...base,
    id: 'whoAmI',
    route: 'GET /',
    isPublic: true,
    isExtension: true,
    openTo: 'navigation',
    description: 'Who calls.',
    responses: { 200: z.unknown() },
    handle: ({ origin, root, request, sky, world, reply }) =>
      reply(200, {
        sky,
        origin,
        root,
        keeper: request.headers.keeper,
        world: world.id,
        mood: world.setting(mood),
        secret: world.secret,
      }),
  }),
  defineOperation({
    ...base,
    id: 'photo',
    route: 'GET /photo/{kind}',
    params: z.object({ kind: z.string().max(10) }),
    query: z.object({ loud: z.enum(['yes']).optional() }),
    isPublic: true,
    openTo: 'embedding',
    responses: { 200: z.unknown() },
    handle(call) {
      const { path, reply } = call
      const { kind } = path
      if (kind === 'target') return (call as unknown as TargetCall).target as never
      if (kind === 'show') return (call as unknown as TargetCall).show({ id: '1' }) as never
      if (kind === 'error') throw new TypeError('No film.')
      if (kind === 'odd') throw 'odd'
      if (kind === 'undeclared') return reply(299 as 200, 'x')
      if (kind === 'raw') return { status: 200, body: 'x' } as never
      return reply(200, new Content('image/x', kind === 'bytes' ? Uint8Array.of(1, 2, 255) : 'très'))
    },
  }),
]

const guideOf = (_: unknown, origin: string) => ({
  zoo: `${origin}/zoo`,
  samples: { animals: { first: '1' } },
  list: [{ id: 7 }],
})

export const spec = {
  name: 'zoo',
  title: 'Zoo API',
  description: '',
  basePath: '/zoo',
  owns: (path) => (path === '/zoo' || path.startsWith('/zoo/') ? path.slice(4) || '/' : undefined),
  resources: [
    defineResource({
      name: 'animals',
      description: '',
      tables: [defineRows(animals, { samples: { asleep: ({ status }) => status === 'asleep' } }), totals],
      operations,
      timers: [waking],
      followers: [counting],
    }),
    defineResource({ name: 'keepers', description: '', tables: [keepers] }),
  ],
  settings: [mood],
  ladder: [identify, knownMethod, enter, pathObjects, permission, jsonBody, validFields, stateRules],
  refuse: (refusal) => ({
    status:
      { 'not-found': 404, 'unknown-path': 404, unauthenticated: 401, bug: 500, 'no-space': 507, forbidden: 403 }[
        refusal.kind as 'bug'
      ] ?? 400,
    body: refusal,
  }),
  message: () => undefined,
  unknownReference: (id) => `There is no ${id}.`,
  isVisible: (row) => !('name' in row) || row.name !== 'Hidden',
  caller: (_, name) => ({ headers: { keeper: name }, path: { keeper_id: '1' } }),
  guide: guideOf,
} satisfies ApiSpec

export const zoo = defineApi(spec)

const animal = { created_at: '@-1T10:00:00', updated_at: '@-1T10:00:00' }
const recipe: Recipe = {
  keepers: [
    { id: '#keeper/1', name: 'Ann' },
    { id: '#keeper/2', name: 'Bob' },
  ],
  animals: [
    { id: '#animal/1', keeper: '#keeper/1', name: 'Leo', ...animal },
    { id: '#animal/2', keeper: '#keeper/1', name: 'Wolf', ...animal },
    { id: '#animal/3', keeper: '#keeper/2', name: 'Owl', status: 'asleep', wakes_at: '@0T18:00:00', ...animal },
    { id: '#animal/4', keeper: null, name: 'Dodo', status: 'gone', ...animal },
    { id: '#animal/5', keeper: null, name: 'Ghost', ...animal },
    { id: '#animal/6', keeper: null, name: 'Hidden', ...animal },
    { id: '#animal/7', keeper: null, name: 'Mole', ...animal },
    { id: '#animal/8', keeper: null, name: 'Kept', ...animal },
  ],
}
export const scenario: Scenario = { name: 'default', now: '2026-06-01T12:00:00Z', recipe: () => recipe }
export const empty: Scenario = { name: 'empty', now: '2026-06-01T12:00:00Z', recipe: () => ({}) }

export const simulatorOf = (options: Partial<SimulatorOptions> = {}): Simulator =>
  new Simulator({ apis: [zoo], scenarios: [scenario, empty], ...options })

/** Calls a simulator, as Ann unless told: `POST /zoo/animals/1/lull`. */
export function call(
  simulator: { handle: (request: SimRequest) => SimResponse },
  line: string,
  body?: unknown,
  headers: Readonly<Record<string, string | undefined>> = {},
) {
  const [method = '', url = ''] = line.split(' ')
  const response = simulator.handle({
    method,
    url,
    origin: 'http://127.0.0.1:4010',
    headers: { keeper: 'ann', 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const isJson = response.headers['content-type'] === 'application/json' && response.body !== ''
  return { ...response, body: isJson ? JSON.parse(response.body) : response.body }
}
