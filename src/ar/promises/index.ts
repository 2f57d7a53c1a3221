import { defineResource } from '../../core/call/resource.ts'
import { completePromise } from './complete-promise.keeper.ts'
import { endPromise } from './end-promise.timer.ts'
import {
  followLatePayment,
  followPromise,
  followPromisedDate,
  followPromisedInvoice,
  followPromiseZone,
} from './keep-promises.follower.ts'
import { promiseRows } from './promise.ts'
import { promiseMade } from './promise-made.event.ts'
import { promisesWords } from './promises.words.ts'

export const promisesResource = defineResource({
  name: 'promises',
  description: 'What customers said they would pay, and by when.',
  words: promisesWords,
  tables: [promiseRows],
  timers: [endPromise],
  keepers: [completePromise],
  followers: [followPromise, followPromisedDate, followPromisedInvoice, followPromiseZone, followLatePayment],
  events: [promiseMade],
})
