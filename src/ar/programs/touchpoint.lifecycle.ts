import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const touchpointLifecycle = defineLifecycle({
  statuses: ['scheduled', 'completed', 'cancelled'],
  table: [
    // event       from              to
    ['complete',   ['scheduled'],    'completed'],
    ['complete',   ['completed'],    'completed', 'unchanged'],
    ['cancel',     ['scheduled'],    'cancelled'],
  ],
})
