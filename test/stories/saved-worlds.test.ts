import * as fc from 'fast-check'
import { expect } from 'vitest'
import { createSimulator, type World } from '../../src/index.ts'
import { HIGHEST, live, seen } from '../support/random-life.ts'
import { rule } from '../support/rule.ts'

const life = fc.array(fc.nat(HIGHEST), { maxLength: 25 })

/** As a file has it. */
const written = (world: World, whole = false): unknown => JSON.parse(JSON.stringify(world.save({ whole })))

rule('C', 'a world that was saved and loaded elsewhere answers byte for byte like the one that went on', () => {
  fc.assert(
    fc.property(life, life, life, fc.boolean(), fc.boolean(), (first, second, then, isForked, whole) => {
      const [here, there] = [createSimulator(), createSimulator()]
      live(here, here.world(), first)
      const world = isForked ? here.fork('copy', { from: 'default' }) : here.world()
      live(here, world, second)
      const other = there.world(world.id)
      other.load(written(world, whole))
      const saved = written(world, whole)
      expect(seen(there, other)).toEqual(seen(here, world))
      // Both go back to what was saved.
      world.load(saved)
      expect(live(there, other, then)).toEqual(live(here, world, then))
      expect(seen(there, other)).toEqual(seen(here, world))
      expect(written(other, whole)).toEqual(written(world, whole))
    }),
    { numRuns: 25 },
  )
})
