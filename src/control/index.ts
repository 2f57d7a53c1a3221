/** The control API under `/__sim`: an API like the others, whose handlers also get the simulator. */
import { defineApi, type Rung } from '../core/api.ts'
import { bodySyntax, knownMethod, stateRules, validFields } from '../core/rungs.ts'
import { jsonOnly, refuse, type Scope, sameOrigin } from './conventions.ts'
import { createWorld } from './create-world.op.ts'
import { deleteWorld } from './delete-world.op.ts'
import { getClock } from './get-clock.op.ts'
import { getGuide } from './get-guide.op.ts'
import { getTimeline } from './get-timeline.op.ts'
import { listWorlds } from './list-worlds.op.ts'
import { resetWorld } from './reset-world.op.ts'
import { setClock } from './set-clock.op.ts'

/** Hands the simulator to the handlers. */
const home: Rung = (call) => {
  const { origin } = call.request
  const scope: Scope = { simulator: call.world.simulator, origin, root: origin.replace(/\/~[\w-]+$/, '') }
  call.add(scope)
  return undefined
}

export const control = defineApi({
  name: 'control',
  title: 'arsim control API',
  description: 'Worlds, their clocks, and what will happen in them.',
  basePath: '/__sim',
  owns: (path) => (path === '/__sim' || path.startsWith('/__sim/') ? path.slice('/__sim'.length) : undefined),
  resources: [
    {
      name: 'control',
      description: 'The simulator itself.',
      operations: [getGuide, resetWorld, getClock, setClock, getTimeline, listWorlds, createWorld, deleteWorld],
    },
  ],
  tables: [],
  timers: [],
  followers: [],
  ladder: [home, sameOrigin, knownMethod, jsonOnly, bodySyntax, validFields, stateRules],
  refuse,
  message: () => undefined,
  unknownReference: (id) => `There is no "${id}".`,
  isVisible: () => true,
  caller: () => ({ headers: {}, path: {} }),
  guide: () => ({}),
  document: undefined,
})
