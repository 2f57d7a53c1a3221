import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const connectionLifecycle = defineLifecycle({
  statuses: ['active', 'expired', 'error'],
  table: [
    // event      from                            to
    ['connect',   ['active', 'expired', 'error'], 'active'],
    ['refresh',   ['active', 'expired', 'error'], ['active', 'expired']],
    ['expire',    ['active', 'error'],            'expired'],
    ['fail',      ['active'],                     'error'],
  ],
})
