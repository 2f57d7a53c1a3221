/** The control API under `/__sim`: an API like the others, whose handlers also get the simulator. */
import { defineApi } from '../core/call/api.ts'
import { jsonBody, knownMethod, stateRules, validFields } from '../core/call/ladder.ts'
import { defineResource } from '../core/call/resource.ts'
import { plainWords } from '../core/values/issue-words.ts'
import { controlWords } from './control.words.ts'
import { authorized, identify, jsonOnly, sameOrigin } from './conventions/operation.ts'
import { refuse } from './conventions/refusals.ts'
import { createWorld } from './create-world.op.ts'
import { deleteWorld } from './delete-world.op.ts'
import { document } from './document.ts'
import { eventsResource } from './events/index.ts'
import { faultsResource } from './faults/index.ts'
import { getClock } from './get-clock.op.ts'
import { getGuide } from './get-guide.op.ts'
import { getHealth } from './get-health.op.ts'
import { getPersonas } from './get-personas.op.ts'
import { getTimeline } from './get-timeline.op.ts'
import { harmsResource } from './harms/index.ts'
import { journalResource } from './journal/index.ts'
import { listWorlds } from './list-worlds.op.ts'
import { resetWorld } from './reset-world.op.ts'
import { setClock } from './set-clock.op.ts'
import { stateResource } from './state/index.ts'

export const control = defineApi({
  name: 'sim',
  title: 'arsim control API',
  description: 'Worlds, their clocks, what happened in them and what will.',
  basePath: '/__sim',
  steers: true,
  isStrict: true,
  owns: (path) => (path === '/__sim' || path.startsWith('/__sim/') ? path.slice('/__sim'.length) : undefined),
  resources: [
    defineResource({
      name: 'control',
      description: 'The simulator itself.',
      words: controlWords,
      operations: [
        getGuide,
        getHealth,
        getPersonas,
        resetWorld,
        getClock,
        setClock,
        getTimeline,
        listWorlds,
        createWorld,
        deleteWorld,
      ],
    }),
    eventsResource,
    faultsResource,
    stateResource,
    journalResource,
    harmsResource,
  ],
  ladder: [identify, sameOrigin, authorized, knownMethod, jsonOnly, jsonBody, validFields, stateRules],
  refuse,
  message: plainWords,
  document,
})
