import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const actionLifecycle = defineLifecycle({
  statuses: ['proposed', 'scheduled', 'processing', 'completed', 'cancelled'],
  initial: ['proposed', 'scheduled'],
  table: [
    // event       from                                                    to
    ['approve',    ['proposed', 'scheduled'],                              'processing'],
    ['send',       ['proposed', 'scheduled'],                              'completed'],
    ['reject',     ['proposed', 'scheduled', 'processing', 'cancelled'],   'cancelled'],
    ['cancel',     ['proposed', 'scheduled', 'processing', 'cancelled'],   'cancelled'],
    ['complete',   ['proposed', 'scheduled', 'processing'],                'completed'],
    ['complete',   ['completed'],                                          'completed', 'unchanged'],
    // On the clock: an e-mail is delivered, or comes back; a call or task waits for a person.
    ['deliver',    ['processing', 'scheduled'],                            ['completed', 'proposed']],
    ['start',      ['scheduled'],                                          'processing'],
  ],
})
