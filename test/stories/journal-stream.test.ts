import { request } from 'node:http'
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { JournalReader } from '../../src/core/world/journal/reader.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, type Simulator, type World } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { rule } from '../support/rule.ts'
import { ways } from '../support/ways.ts'

interface Event {
  readonly id: string | undefined
  readonly event: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly data: any
}

/** The events of a text, without its comments. */
function eventsOf(text: string): Event[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
      return { id: fields.id, event: fields.event, data: JSON.parse(fields.data) }
    })
}

/** Reads a stream until it has so many events. */
async function read(url: string, count: number, headers: Record<string, string> = {}, act = () => {}): Promise<Event[]> {
  const stop = new AbortController()
  const response = await fetch(url, { headers, signal: stop.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  act()
  const events: Event[] = []
  let rest = ''
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  while (events.length < count) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) break
    const blocks = (rest + decoder.decode(chunk.value, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    events.push(...blocks.flatMap((block) => eventsOf(`${block}\n\n`)))
  }
  stop.abort()
  return events
}

const note = (world: World, count = 1): void => {
  for (let i = 0; i < count; i++) world.journal.record({ kind: 'control', action: 'noted' })
}

for (const name of ['http', 'express', 'msw'] as const)
  rule('C', 'a stream tells what was missed and then what happens, on every way of serving', async () => {
    const simulator = createSimulator()
    const world = simulator.world()
    const way = await ways[name]?.(simulator)
    if (!way) throw new Error(`There is no way ${name}.`)
    try {
      note(world, 2)
      const url = `${way.origin}/__sim/journal/stream`
      expect(await read(`${url}?after=1`, 2, {}, () => note(world))).toMatchObject([
        { id: '2', data: { number: 2, kind: 'control', action: 'noted' } },
        { id: '3', data: { number: 3 } },
      ])
      const act = () => {
        world.reset()
        note(world)
      }
      expect(await read(url, 2, { 'last-event-id': '3' }, act)).toMatchObject([
        { id: '3-1', event: 'reset', data: { last: 3 } },
        { id: '4', data: { number: 4 } },
      ])
    } finally {
      await way.close()
    }
  })

for (const name of ['http', 'express', 'msw'] as const) {
  rule('C', 'a stream tells of a call that was nested too deep, on every way of serving', async () => {
    const simulator = createSimulator()
    const way = await ways[name]?.(simulator)
    if (!way) throw new Error(`There is no way ${name}.`)
    const body = '['.repeat(5_000) + ']'.repeat(5_000)
    const send = () => way.send({ method: 'POST', url: '/api/auth/login', headers: { 'content-type': 'application/json' }, body })
    try {
      expect((await send()).status).toBe(400)
      const url = `${way.origin}/__sim/journal/stream?after=0`
      expect(await read(url, 2, {}, () => void send())).toMatchObject([
        { id: '1', data: { request: { body }, response: { status: 400 } } },
        { id: '2', data: { request: { body }, response: { status: 400 } } },
      ])
    } finally {
      await way.close()
    }
  })

  rule('C', 'a stream that cannot be read ends, and the server goes on, on every way of serving', async () => {
    const simulator = createSimulator()
    const world = simulator.world()
    const way = await ways[name]?.(simulator)
    if (!way) throw new Error(`There is no way ${name}.`)
    const url = `${way.origin}/__sim/journal/stream?after=0`
    const makeReader = vi.spyOn(world.journal, 'reader').mockImplementation((from) => {
      const reader = new JournalReader(world.journal, from)
      const next = reader.next.bind(reader)
      reader.next = () => {
        const signal = next()
        if (signal?.event === 'entry' && signal.entry.number === 2) throw new Error('broken')
        return signal
      }
      return reader
    })
    try {
      note(world)
      const whole = [{ id: '1', data: { number: 1 } }]
      expect(await read(url, 9, {}, () => note(world))).toMatchObject(whole)
      expect(await read(url, 9)).toMatchObject(whole)
      note(world)
      makeReader.mockRestore()
      expect(await read(url, 3)).toMatchObject([{ id: '1' }, { id: '2' }, { id: '3' }])
    } finally {
      makeReader.mockRestore()
      await way.close()
    }
  })
}

rule('C', 'without a number a stream tells what happens from now on; it says what was undone, and what went unread', () => {
  const simulator = createSimulator({ journal: 3 })
  const world = simulator.world()
  const lost = world.journal.reader({ after: 0 })
  note(world, 2)
  const reader = world.journal.reader()
  collections(world).customers.create()
  world.undo()
  note(world, 1)
  expect([reader.next(), reader.next(), reader.next()]).toMatchObject([
    { event: 'undo', to: 3, last: 3 },
    { event: 'entry', entry: { number: 4 } },
    undefined,
  ])
  note(world, 3)
  expect([lost.next(), lost.next(), lost.next()]).toMatchObject([
    { event: 'undo' },
    { event: 'gap', last: 4 },
    { event: 'entry', entry: { number: 5 } },
  ])
})

test('of resets and undos the newest 1,000 are kept for readers that are behind', () => {
  const world = createSimulator().world()
  const reader = world.journal.reader()
  for (let i = 0; i < 1_200; i++) world.journal.reset()
  let told = 0
  while (reader.next()) told++
  expect(told).toBe(1_000)
  world.journal.reset()
  expect([reader.next(), reader.next()]).toEqual([{ event: 'reset', last: 0 }, undefined])
})

/** What a reader has read, and the id that it would come back with. */
interface Read {
  readonly entries: number[]
  readonly marks: string[]
  readonly gaps: number[]
  id: string
}

/** Reads so many events of what there is already, by a connection of its own, as who has read the last id. */
function readOn(world: World, read: Read, count = Number.POSITIVE_INFINITY): void {
  const headers = { 'last-event-id': read.id }
  const url = '/__sim/journal/stream?follow=false'
  const events = eventsOf(world.handle({ method: 'GET', url, origin: 'http://arsim.test', headers }).body)
  for (const { id = '', event, data } of events.slice(0, count)) {
    if (event === undefined) read.entries.push(data.number)
    else if (event === 'gap') read.gaps.push(data.last)
    else read.marks.push(`${event} ${data.to} ${data.last} behind ${read.entries.at(-1) ?? 0}`)
    read.id = id
  }
}

rule('C', 'a reader that comes back misses nothing and reads nothing twice', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 40 }), fc.constantFrom(4, 1_000), (steps, most) => {
      const world = createSimulator({ journal: most }).world()
      const read: Read = { entries: [], marks: [], gaps: [], id: '0' }
      const made: string[] = []
      for (const step of steps) {
        const newest = world.journal.entries().at(-1)?.number
        if (step < 3) note(world, step + 1)
        else if (step === 3) readOn(world, read)
        else if (step === 4) readOn(world, read, 1)
        else if (step === 5) {
          world.reset()
          made.push(`reset undefined ${world.journal.last}`)
        } else if (newest !== undefined) {
          world.undo({ to: newest })
          made.push(`undo ${newest} ${world.journal.last}`)
        }
      }
      readOn(world, read)
      expect(read.marks.map((mark) => mark.split(' behind ')[0])).toEqual(made)
      for (const mark of read.marks) {
        const [, last = 0, behind = 0] = (/(\d+) behind (\d+)$/.exec(mark) ?? []).map(Number)
        expect(behind).toBeLessThanOrEqual(last)
      }
      expect(read.entries).toEqual([...new Set(read.entries)].toSorted((a, b) => a - b))
      for (const { number } of world.journal.entries()) expect(read.entries).toContain(number)
      if (most === 1_000) expect(read.gaps).toEqual([])
      const { entries, marks } = read
      readOn(world, read)
      expect([read.entries, read.marks]).toEqual([entries, marks])
    }),
    { numRuns: 60 },
  )
})

rule('C', 'what was undone is told behind the entries that came before it, and once', () => {
  const world = createSimulator().world()
  note(world, 4)
  world.undo({ to: 4 })
  const read: Read = { entries: [], marks: [], gaps: [], id: '0' }
  for (let i = 0; i < 6; i++) readOn(world, read, 1)
  expect(read).toEqual({ entries: [1, 2, 3], marks: ['undo 4 4 behind 3'], gaps: [], id: '4-1' })
  world.reset()
  world.reset()
  note(world)
  for (let i = 0; i < 6; i++) readOn(world, read, 1)
  expect(read).toMatchObject({
    entries: [1, 2, 3, 5],
    marks: ['undo 4 4 behind 3', 'reset undefined 4 behind 3', 'reset undefined 4 behind 3'],
  })
})

rule('C', 'who has read what a world never had hears of a reset, and then all that there is', () => {
  const world = createSimulator().world()
  note(world, 2)
  for (const id of ['7', '2-1']) {
    const read: Read = { entries: [], marks: [], gaps: [], id }
    readOn(world, read, 1)
    expect(read).toMatchObject({ marks: [`reset undefined ${Number.parseInt(id, 10)} behind 0`], id: '0' })
    readOn(world, read)
    expect(read).toMatchObject({ entries: [1, 2], id: '2' })
  }
})

rule('C', 'while somebody listens to a running world, what falls due happens and is told', async () => {
  const simulator = createSimulator({ clock: 'running' })
  const world = simulator.world()
  const { url, close } = await serve(simulator, { port: 0 })
  try {
    const id = simulator.guide(world, url).samples.actions.proposed ?? expect.unreachable()
    const told = await read(`${url}/__sim/journal/stream`, 2, {}, () => {
      collections(world).actions.update((q) => q.where({ id }), {
        data: () => ({ status: 'scheduled', scheduled_for: new Date(Date.now() + 100).toISOString() }) as never,
      })
    })
    expect(told[1]?.data).toMatchObject({ kind: 'clock', fired: [{ subject: id }] })
  } finally {
    await close()
  }
})

rule('C', 'streams end when the server stops, and when their world is forgotten', async () => {
  const simulator = createSimulator()
  const { url, close, server } = await serve(simulator, { port: 0 })
  const cut = vi.spyOn(server, 'closeAllConnections')
  const ended = async (path: string): Promise<string> => (await fetch(url + path)).text()
  const [one, two] = [ended('/__sim/journal/stream'), ended('/~gone/__sim/journal/stream')]
  while (simulator.worlds.filter(({ journal }) => journal.isHeard).length < 2)
    await new Promise((resolve) => setTimeout(resolve, 5))
  simulator.remove('gone')
  expect(await two).toBe(':\n\n')
  await close()
  expect(await one).toBe(':\n\n')
  expect(cut).not.toHaveBeenCalled()
})

for (const name of ['http', 'msw'] as const)
  rule('C', 'who aborts a stream reads no more of it, on every way of serving', async () => {
    const simulator = createSimulator()
    const way = await ways[name]?.(simulator)
    if (!way) throw new Error(`There is no way ${name}.`)
    try {
      const gone = new AbortController()
      const answer = await fetch(`${way.origin}/__sim/journal/stream`, { signal: gone.signal })
      const text = answer.text()
      gone.abort()
      await expect(text).rejects.toThrow('aborted')
    } finally {
      await way.close()
    }
  })

rule('C', 'readers that do not read hold up nobody, and nothing is kept for them', async () => {
  const simulator: Simulator = createSimulator()
  const world = simulator.world()
  const { url, close, server } = await serve(simulator, { port: 0 })
  const sleepers = Array.from({ length: 100 }, () => {
    const call = request(`${url}/__sim/journal/stream?after=0`)
    call.on('error', () => {}).on('response', (response) => response.pause().on('error', () => {}))
    return call.end()
  })
  const connected = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  while ((await connected()) < sleepers.length) await new Promise((resolve) => setTimeout(resolve, 5))
  for (let i = 0; i < 500; i++) world.journal.record({ kind: 'control', action: 'noted', subject: 'x'.repeat(10_000) })
  expect((await read(`${url}/__sim/journal/stream?after=0`, 500)).length).toBeGreaterThanOrEqual(500)
  for (const call of sleepers) call.destroy()
  await close()
})
