import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const documentLifecycle = defineLifecycle({
  statuses: ['pending', 'active', 'archived'],
  table: [
    // event      from           to
    ['confirm',   ['pending'],   'active'],
    ['confirm',   ['active'],    'active',   'unchanged'],
    ['archive',   ['active'],    'archived'],
    ['archive',   ['archived'],  'archived', 'unchanged'],
  ],
})
