import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const sequenceLifecycle = defineLifecycle({
  statuses: ['draft', 'active', 'archived'],
  table: [
    // event       from                     to
    ['activate',   ['draft', 'archived'],   'active'],
    ['activate',   ['active'],              'active',   'unchanged'],
    ['archive',    ['draft', 'active'],     'archived'],
    ['archive',    ['archived'],            'archived', 'unchanged'],
  ],
})
