/** Somebody who calls: the headers, and what a path says of them. */
import type { Caller } from '../../src/core/call/api.ts'
import type { Simulator, World } from '../../src/index.ts'

export function callerIn(simulator: Simulator, world: World = simulator.world(), api = 'ar', as = 'member'): Caller {
  const found = simulator.apis.find(({ name }) => name === api)
  if (!found) throw new Error(`There is no API "${api}".`)
  return found.caller(world, as)
}
