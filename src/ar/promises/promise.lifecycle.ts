import { defineLifecycle } from '../../core/store/lifecycle.ts'

// biome-ignore format: columns
export const promiseLifecycle = defineLifecycle({
  statuses: ['active', 'kept', 'broken', 'cancelled'],
  table: [
    // event    from                    to
    ['keep',    ['active', 'broken'],   'kept'],
    ['break',   ['active', 'kept'],     'broken'],
    ['resume',  ['kept'],               'active'],
    ['cancel',  ['active'],             'cancelled'],
  ],
})
