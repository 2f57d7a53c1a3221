import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const enrollmentLifecycle = defineLifecycle({
  statuses: ['active', 'completed'],
  table: [
    // event       from            to
    ['complete',   ['active'],     'completed'],
  ],
})
