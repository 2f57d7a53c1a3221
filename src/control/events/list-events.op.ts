import * as z from 'zod'
import type { ListedEvent } from '../../core/call/event.ts'
import { finder, resolve } from '../../core/call/example.ts'
import type { Host } from '../../core/call/host.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions.ts'

const EventType = z
  .object({
    type: z.string(),
    api: z.string(),
    summary: z.string(),
    description: z.string(),
    schema: z.looseObject({}).meta({ description: 'What its body must be beside the type, as JSON Schema.' }),
    example: z.looseObject({ type: z.string() }).meta({ description: 'A body for `POST /__sim/events`.' }),
  })
  .meta({ id: 'EventType' })

export const listEvents = defineOperation({
  id: 'listEvents',
  route: 'GET /events',
  summary: 'List what the other side can do',
  description: 'Each type of event with the JSON Schema of its fields, and an example that names rows of this world.',
  source: 'arsim',
  responses: { 200: z.array(EventType) },

  handle: ({ host, world, reply }) =>
    reply(
      200,
      host.events.map((known) => toBody(host, world, known)),
    ),

  examples: [
    {
      name: 'lists the types with their fields and an example each',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})

function toBody(host: Host, world: World, { api, event }: ListedEvent): z.output<typeof EventType> {
  const { type, summary, description = '', body, examples } = event
  return {
    type,
    api,
    summary,
    description,
    schema: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    example: { type, ...exampleOf(host, world, examples[0]?.body) },
  }
}

/** The example in this world; as it is written where the world has nothing of the kind. */
function exampleOf(host: Host, world: World, body: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  try {
    return resolve(body, finder(host, world)) as Record<string, unknown>
  } catch {
    return body
  }
}
