import * as z from 'zod'
import type { ListedEvent } from '../../core/call/event.ts'
import { finder, resolve } from '../../core/call/example.ts'
import { movedTo } from '../../core/time/day-of-examples.ts'
import { memoize } from '../../core/values/memoize.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'

const EventType = z
  .object({
    type: z.string(),
    api: z.string(),
    summary: z.string(),
    description: z.string(),
    schema: z.looseObject({}).meta({ description: 'What its body must be beside the type, as JSON Schema.' }),
    example: z
      .looseObject({ type: z.string() })
      .nullable()
      .meta({ description: 'A body for `POST /__sim/events`; null where this world has no such row.' }),
  })
  .meta({ id: 'EventType' })

export const listEvents = defineOperation({
  id: 'listEvents',
  route: 'GET /events',
  summary: 'List what the other side can do',
  description:
    'Each type of event with the JSON Schema of its fields, and an example with rows and days of this world; null where it has no such row.',
  source: 'arsim',
  responses: { 200: z.array(EventType) },

  handle({ host, world, reply }) {
    const find = finder(host, world)
    return reply(
      200,
      host.events.map((known) => toBody(known, world, find)),
    )
  },

  examples: [
    {
      name: 'lists the types with their fields and an example each',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})

const schemaOf = memoize(
  (body: z.ZodType) => z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
)

function toBody({ api, event }: ListedEvent, world: World, find: Find): z.output<typeof EventType> {
  const { type, summary, description = '', body, examples } = event
  return {
    type,
    api,
    summary,
    description,
    schema: schemaOf(body),
    example: exampleOf(world, find, { type, ...examples[0]?.body }),
  }
}

type Find = ReturnType<typeof finder>

/** The example in this world, as far from its day as it is written; null where the world has nothing of the kind. */
function exampleOf(world: World, find: Find, written: { readonly type: string }): z.output<typeof EventType>['example'] {
  const moved = movedTo(world.clock.today())
  try {
    return resolve(
      JSON.parse(JSON.stringify(written), (_, value) => moved(value)),
      find,
    ) as typeof written
  } catch {
    return null
  }
}
