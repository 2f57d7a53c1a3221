import * as z from 'zod'
import { life } from '../core/world/life.setting.ts'
import { VERSION } from '../version.ts'
import { defineOperation } from './conventions.ts'

export const getGuide = defineOperation({
  id: 'getGuide',
  route: 'GET /',
  summary: 'All that a newcomer needs to call anything',
  description:
    'Companies with their members, passwords and tokens, users of the CRM, and the id of a sample of everything: who has read it can call.',
  source: 'arsim',
  responses: { 200: z.looseObject({ name: z.literal('arsim'), version: z.string(), world: z.string(), now: z.string() }) },

  handle({ host, world, origin, reply }) {
    return reply(200, {
      name: 'arsim',
      version: VERSION,
      world: world.id,
      scenario: world.base.scenario,
      seed: world.base.seed,
      now: world.clock.now(),
      clock: world.clock.mode,
      life: world.setting(life),
      ...host.guide(world, origin),
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
