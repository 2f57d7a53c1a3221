import { defineLifecycle } from '../../core/store/lifecycle.ts'

/** What is announced counts from its day on. */
export const paymentLifecycle = defineLifecycle({
  statuses: ['PAID', 'PARTIAL', 'PENDING'],
  initial: ['PAID', 'PARTIAL', 'PENDING'],
  table: [['clear', ['PENDING'], ['PAID', 'PARTIAL']]],
})
