import { defineLifecycle } from '../../core/store/lifecycle.ts'

/** A disconnected account keeps its row, and what came through it: who connects it again goes on with both. */
// biome-ignore format: columns
export const connectionLifecycle = defineLifecycle({
  statuses: ['active', 'expired', 'error', 'disconnected'],
  table: [
    // event        from                                            to
    ['connect',     ['active', 'expired', 'error', 'disconnected'], 'active'],
    ['refresh',     ['active', 'expired', 'error'],                 ['active', 'expired']],
    ['expire',      ['active', 'error'],                            'expired'],
    ['fail',        ['active'],                                     'error'],
    ['disconnect',  ['active', 'expired', 'error'],                 'disconnected'],
  ],
})
