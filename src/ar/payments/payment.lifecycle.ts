import { defineLifecycle } from '../../core/store/lifecycle.ts'

/** What is announced counts from its day on. What closed an invoice may no longer once its amount changes. */
export const paymentLifecycle = defineLifecycle({
  statuses: ['PAID', 'PARTIAL', 'PENDING'],
  initial: ['PAID', 'PARTIAL', 'PENDING'],
  table: [
    ['clear', ['PENDING'], ['PAID', 'PARTIAL']],
    ['recount', ['PAID', 'PARTIAL'], ['PAID', 'PARTIAL']],
  ],
})
