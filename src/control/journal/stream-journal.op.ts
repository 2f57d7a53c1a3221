import * as z from 'zod'
import { type EventStream, toEventText } from '../../core/values/event-stream.ts'
import { Content } from '../../core/values/http.ts'
import type { Position, Signal } from '../../core/world/journal/reader.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'
import { after, flag } from '../conventions/query.ts'

/** A mark has the number of the last entry before it and its own, so that who comes back behind it has read both. */
function toText(signal: Signal, { after, marks }: Position): string {
  const id = marks === undefined ? `${after}` : `${after}-${marks}`
  if (signal.event === 'entry') return toEventText(signal.entry, { id })
  const { event, ...data } = signal
  return toEventText(data, { id, event })
}

/** What the header `Last-Event-ID` says, if it is an id of this stream. */
function positionOf(id: string): Position | undefined {
  const [, after, marks] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(id) ?? []
  return after === undefined ? undefined : { after: Number(after), marks: marks === undefined ? undefined : Number(marks) }
}

const alarms = new WeakMap<World, EventStream['alarm']>()

function alarmOf(world: World): EventStream['alarm'] {
  const { clock } = world
  const alarm = alarms.get(world) ?? {
    wait: () => (clock.mode === 'running' ? clock.nextDue - clock.ms : Number.POSITIVE_INFINITY),
    ring: () => clock.catchUp(),
  }
  alarms.set(world, alarm)
  return alarm
}

function streamOf(world: World, from: Position | undefined): EventStream {
  const { journal } = world
  const reader = journal.reader(from)
  return {
    next() {
      const signal = reader.next()
      return signal && toText(signal, reader.position)
    },
    get isOver() {
      return journal.isClosed
    },
    listen: (wake) => journal.listen(wake),
    alarm: alarmOf(world),
  }
}

/** What there is, at once. */
function allOf(stream: EventStream): Content {
  let text = ''
  for (let next = stream.next(); next; next = stream.next()) text += next
  return new Content('text/event-stream', text)
}

/** An app that compresses its answers, and a proxy, would hold back what comes until there is more of it. */
const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export const streamJournal = defineOperation({
  id: 'streamJournal',
  route: 'GET /journal/stream',
  summary: 'What happens from now on, as Server-Sent Events',
  description:
    'One event for each entry, with its number as `id`; those behind `after`, or behind the header `Last-Event-ID`, come first. `event: undo` says that the entries from `to` to `last` are gone, `reset` that all up to `last` are, `gap` that those up to `last` went before they were read. Each comes in its place among the entries. Who comes back sends the `id` of the last event as it was; where this world has had fewer entries than it says, as after a restart, `reset` comes first.',
  source: 'arsim',
  query: z.object({
    after: after('The number of the last entry that was read.'),
    follow: flag(true, 'Whether to go on with what happens; without that only what there is already.'),
  }),
  optionalHeaders: { 'Last-Event-ID': 'The `id` of the last event that was read; it counts before `after`.' },
  responses: { 200: z.string() },
  media: 'text/event-stream',

  handle({ world, query, request, reply }) {
    const { after } = query
    const from = positionOf(request.headers['last-event-id'] ?? '') ?? (after === undefined ? undefined : { after })
    const stream = streamOf(world, from)
    const body = query.follow ? stream : allOf(stream)
    return reply(200, body as unknown as string, headers)
  },

  examples: [
    {
      name: 'what there is already, and no more',
      mark: 'C',
      query: { after: '0', follow: 'false' },
      expect: { status: 200, headers },
    },
  ],
})
