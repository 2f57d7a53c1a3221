import { request } from 'node:http'
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
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
        { id: '3', event: 'reset', data: { last: 3 } },
        { id: '4', data: { number: 4 } },
      ])
    } finally {
      await way.close()
    }
  })

rule('C', 'without a number a stream tells what happens from now on; it says what was undone, and what went unread', () => {
  const simulator = createSimulator({ journal: 3 })
  const world = simulator.world()
  const lost = world.journal.reader(0)
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

rule('C', 'a reader that comes back misses nothing and reads nothing twice', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 40 }), (steps) => {
      const world = createSimulator().world()
      const seen: number[] = []
      let reader = world.journal.reader(0)
      const readAll = () => {
        for (let signal = reader.next(); signal; signal = reader.next())
          if (signal.event === 'entry') seen.push(signal.entry.number)
      }
      for (const step of steps) {
        if (step < 3) note(world, step + 1)
        else if (step === 3) readAll()
        else if (step === 4) reader.next()?.event === 'entry' && seen.push((seen.at(-1) ?? 0) + 1)
        else reader = world.journal.reader(seen.at(-1) ?? 0)
      }
      readAll()
      expect(seen).toEqual(Array.from({ length: world.journal.last }, (_, i) => i + 1))
    }),
    { numRuns: 20 },
  )
})

rule('C', 'while somebody listens to a running world, what falls due happens and is told', async () => {
  const simulator = createSimulator({ clock: 'running' })
  const world = simulator.world()
  const { url, close } = await serve(simulator, { port: 0 })
  try {
    const id = JSON.parse(world.handle({ method: 'GET', url: '/__sim', origin: url, headers: {} }).body).samples.actions.proposed
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
