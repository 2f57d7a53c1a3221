import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { life } from '../core/world/life.setting.ts'
import { VERSION } from '../version.ts'
import { ClockMode } from './clock-mode.ts'
import { defineOperation } from './conventions/operation.ts'
import { LifeMode } from './life-mode.ts'

const ApiAt = z.object({ base_url: z.string(), openapi: z.string().optional() }).meta({ id: 'ApiAddress' })
const samplesOf = <Id extends z.ZodType>(id: Id) => z.record(z.string(), z.record(z.string(), id))

/** APIs tell more, each in its own way; of one that a simulator does not have there is nothing. */
const GuideBody = z.looseObject({
  name: z.literal('arsim'),
  version: z.string(),
  world: z.string(),
  scenario: z.string(),
  seed: z.int(),
  now: Instant,
  clock: ClockMode,
  life: LifeMode,
  ar: ApiAt.optional(),
  crm: ApiAt.optional(),
  /** Texts of the AR API, numbers of the CRM: generators choose one of two types. */
  samples: samplesOf(z.unknown()),
  sample_owners: samplesOf(z.int()).optional(),
})

export const getGuide = defineOperation({
  id: 'getGuide',
  route: 'GET /',
  summary: 'All that a newcomer needs to call anything',
  description:
    'Companies with their members, passwords and tokens, users of the CRM, and the id of a sample of everything: who has read it can call.',
  source: 'arsim',
  responses: { 200: GuideBody },

  handle({ host, world, origin, root, request: { origins }, reply }) {
    const prefix = origin.slice(root.length)
    const own = origins && Object.fromEntries(Object.entries(origins).map(([name, address]) => [name, address + prefix]))
    return reply(200, {
      name: 'arsim',
      version: VERSION,
      world: world.id,
      scenario: world.base.scenario,
      seed: world.base.seed,
      now: world.clock.now(),
      clock: world.clock.mode,
      life: world.setting(life),
      ...host.guide(world, own ?? origin),
    })
  },

  examples: [
    {
      name: 'the guide names the world, its companies, their members with tokens, and samples of everything',
      mark: 'C',
      expect: {
        status: 200,
        body: {
          name: 'arsim',
          world: 'default',
          scenario: 'default',
          seed: 1,
          now: '2026-06-01T14:00:00Z',
          clock: 'frozen',
          life: 'off',
        },
      },
    },
  ],
})
