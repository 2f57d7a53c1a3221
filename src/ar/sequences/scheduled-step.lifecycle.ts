import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const scheduledStepLifecycle = defineLifecycle({
  statuses: ['scheduled', 'ready', 'completed', 'cancelled', 'failed'],
  table: [
    // event       from                       to
    ['send',       ['ready'],                 ['completed', 'failed']],
    ['send',       ['completed'],             'completed', 'unchanged'],
    ['send',       ['cancelled'],             'cancelled', 'unchanged'],
    ['send',       ['failed'],                'failed',    'unchanged'],
    ['complete',   ['ready'],                 'completed'],
    ['cancel',     ['scheduled', 'ready'],    'cancelled'],
    // On the clock.
    ['promote',    ['scheduled'],             'ready'],
  ],
})
