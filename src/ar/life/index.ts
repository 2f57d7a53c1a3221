import { defineResource } from '../../core/call/resource.ts'
import { begin } from './begin.ts'
import { carryOut } from './carry-out.timer.ts'
import { lifeWords } from './life.words.ts'
import {
  followAnnouncement,
  followConnection,
  followDispute,
  followZone,
  hearCompany,
  planForCustomer,
  planForInvoice,
} from './live.follower.ts'
import { planRows } from './plan.ts'

export const lifeResource = defineResource({
  name: 'life',
  description: 'What customers and accounting systems do by themselves.',
  words: lifeWords,
  tables: [planRows],
  timers: [carryOut],
  followers: [hearCompany, followDispute, planForInvoice, followAnnouncement, planForCustomer, followConnection, followZone],
  beginnings: [begin],
})
