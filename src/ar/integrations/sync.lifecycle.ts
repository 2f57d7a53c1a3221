import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const syncLifecycle = defineLifecycle({
  field: 'sync_status',
  statuses: ['idle', 'triggered', 'syncing', 'error'],
  table: [
    // event      from                     to
    ['trigger',   ['idle', 'error'],       'triggered'],
    ['start',     ['triggered'],           'syncing'],
    ['finish',    ['syncing'],             ['idle', 'error']],
    // By night, when nobody watches it, it takes no time.
    ['pass',      ['idle', 'error'],       ['idle', 'error']],
    // The credential is gone while it runs.
    ['break',     ['triggered', 'syncing'],  'error'],
    ['end',       ['triggered', 'syncing', 'error'],  'idle'],
  ],
})
