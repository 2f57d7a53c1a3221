import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { life } from '../core/world/life.setting.ts'
import type { World } from '../core/world/world.ts'
import { ClockMode } from './clock-mode.ts'
import { defineOperation } from './conventions/operation.ts'
import { LifeMode } from './life-mode.ts'

export const WorldBody = z
  .object({
    id: z.string(),
    scenario: z.string(),
    seed: z.int(),
    now: Instant,
    clock: ClockMode,
    life: LifeMode,
    happened: z.int(),
    started: Instant,
    size: z.int(),
    base_url: z.string(),
  })
  .meta({ id: 'World' })

/** @param root where the simulator is mounted, without the prefix of a world */
export const toBody = (world: World, root: string): z.output<typeof WorldBody> => {
  const { id, base, clock, journal } = world
  return {
    id,
    scenario: base.scenario,
    seed: base.seed,
    now: clock.now(),
    clock: clock.mode,
    life: world.setting(life),
    happened: journal.last,
    started: world.startedAt,
    size: world.size,
    base_url: id === 'default' ? root : `${root}/~${id}`,
  }
}

export const listWorlds = defineOperation({
  id: 'listWorlds',
  route: 'GET /worlds',
  summary: 'List the worlds',
  description: 'The default one first, each with what it started as and how much it takes.',
  source: 'arsim',
  responses: { 200: z.array(WorldBody) },
  handle: ({ host, root, reply }) =>
    reply(
      200,
      host.worlds.map((world) => toBody(world, root)),
    ),
  examples: [{ name: 'lists the worlds, the default one first', mark: 'C', expect: { status: 200, body: [{ id: 'default' }] } }],
})
