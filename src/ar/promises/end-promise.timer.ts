import { defineTimer } from '../../core/world/timer.ts'
import { customerInWords } from '../conventions/in-words.ts'
import { endingOf } from './keeping.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'
import { isActive, promises } from './promise.ts'

/** When the promised day is over where the company is, a promise is kept or broken. */
export const endPromise = defineTimer({
  name: 'endPromise',
  of: promises,
  at: (promise) => (isActive(promise) ? promise.ends_at : null),
  endsDay: true,
  summary: (world, { customer }) => `the day ends on which ${customerInWords(world, customer)} promised to pay`,
  run(world, promise) {
    return world.save(promises, promiseLifecycle.apply(endingOf(world, promise) ?? 'break', promise)).status
  },
})
