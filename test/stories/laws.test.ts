/** What holds after any life of a world. `npm run laws` tries thousands of lives; here there are a few. */
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { createSimulator, type Simulator, type World } from '../../src/index.ts'
import { HIGHEST, live, readsOf } from '../support/random-life.ts'
import { rule } from '../support/rule.ts'

const LIVES = Number(process.env.LAWS ?? 10)
const SEED = Number(process.env.LAWS_SEED ?? 1)

const numbers = fc.array(fc.nat(HIGHEST), { maxLength: 8 })
/** Minutes. */
const spans = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 4 })

/** All that a world is: what differs from its scenario, with its clock, faults and counters. */
const whole = (world: World): string => JSON.stringify(world.save())

const withLife = (check: (life: { first: number[]; then: number[]; parts: number[] }) => void): void =>
  fc.assert(
    fc.property(numbers, numbers, spans, (first, then, parts) => check({ first, then, parts })),
    { numRuns: LIVES, seed: SEED },
  )

/** Lives until now and from now on; with the number that the first entry from now on has. */
function lived(simulator: Simulator, { first, then }: { first: number[]; then: number[] }) {
  const world = simulator.fork('one')
  live(simulator, world, first)
  world.journal.record({ kind: 'control', action: 'noted' })
  const [now, next] = [whole(world), world.journal.last + 1]
  const came = live(simulator, world, then)
  // A reset among them has emptied the journal.
  const isThere = [next - 1, next].every((number) => world.journal.entry(number))
  return { world, now, next, came, isThere }
}

/** Worlds of one name, so that what is made in them is called the same. */
function inTurn<T>(simulator: Simulator, work: () => T): T {
  simulator.remove('one')
  return work()
}

const simulator = createSimulator()
const other = createSimulator()

rule('C', 'whatever has happened, a loaded world answers like the saved one from there on', () => {
  withLife(({ first, then }) => {
    const world = inTurn(simulator, () => simulator.fork('one'))
    live(simulator, world, first)
    const file = JSON.parse(JSON.stringify(world.save()))
    const loaded = inTurn(other, () => other.fork('one'))
    loaded.load(file)
    expect(whole(loaded)).toBe(JSON.stringify(file))
    // Both go back to the file where a reset is among what comes.
    world.load(file)
    expect(live(other, loaded, then)).toEqual(live(simulator, world, then))
    expect(whole(loaded)).toBe(whole(world))
  })
})

rule('C', 'whatever has happened, an undo takes it back to the byte, and it can happen again', () => {
  withLife((life) => {
    const { world, now, next, came, isThere } = inTurn(simulator, () => lived(simulator, life))
    if (!isThere) return
    const end = whole(world)
    world.undo({ to: next })
    expect(whole(world)).toBe(now)
    expect(live(simulator, world, life.then)).toEqual(came)
    expect(whole(world)).toBe(end)
  })
})

rule('C', 'whatever has happened, a world forked before an entry is as one in which only what came before has happened', () => {
  withLife((life) => {
    const { world, now, next, isThere } = inTurn(simulator, () => lived(simulator, life))
    if (!isThere) return
    simulator.remove('past')
    const past = simulator.fork('past', { from: world.id, before: next })
    expect(whole(past)).toBe(now)
    live(simulator, past, life.then)
    past.reset()
    expect(whole(past)).toBe(now)
  })
})

/** What a refused one of these writes is kept: sessions end, a grant that is revoked is found out. */
const keepsWrites = ['refresh', 'refreshConnection']

rule('C', 'whatever has happened, a call that is refused changes nothing', () => {
  withLife((life) => {
    const { world } = inTurn(simulator, () => lived(simulator, life))
    for (const entry of world.journal.entries({ kind: 'call' })) {
      if (entry.kind !== 'call' || entry.response.status < 400 || entry.fault !== null) continue
      expect(entry.response.status, entry.operation ?? '').not.toBe(500)
      if (!keepsWrites.includes(entry.operation ?? '')) expect(entry.changed, entry.operation ?? '').toBe(0)
    }
  })
})

rule('C', 'whatever has happened, time that passes in parts ends where one jump does', () => {
  withLife(({ first, parts }) => {
    const world = inTurn(simulator, () => simulator.fork('one'))
    live(simulator, world, first)
    const [jump, steps] = ['jump', 'steps'].map((id) => {
      simulator.remove(id)
      return simulator.fork(id, { from: world.id })
    }) as [World, World]
    jump.clock.advance(`PT${parts.reduce((sum, part) => sum + part, 0)}M`)
    for (const part of parts) steps.clock.advance(`PT${part}M`)
    expect(whole(steps)).toBe(whole(jump))
  })
})

rule('C', 'whatever has happened, a read that is answered as before is answered as if for the first time', () => {
  let ms = Date.parse('2026-06-01T14:00:00Z')
  const running = createSimulator({ clock: 'running', machine: () => ms })
  let times = 0
  withLife(({ first, parts }) => {
    const world = inTurn(running, () => running.fork('one'))
    for (const n of first.slice(0, 3)) {
      live(running, world, [n])
      const [one, other] = ['again', 'anew'].map((id) => {
        running.remove(id)
        return running.fork(id, { from: world.id })
      }) as [World, World]
      for (const part of [0, ...parts.slice(0, 2)]) {
        ms += part * 60_000
        for (const read of readsOf(running, world)) {
          // No read before had this header.
          const anew = other.handle({ ...read, headers: { ...read.headers, 'x-time': `${times++}` } })
          expect(one.handle(read), read.url).toEqual(anew)
        }
      }
    }
  })
})
