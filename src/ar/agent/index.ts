import { defineResource } from '../../core/call/resource.ts'
import {
  attendAction,
  attendBounce,
  attendContact,
  attendCustomer,
  attendEnrollment,
  attendInvoice,
  attendMailbox,
  attendMessage,
  attendPayment,
  attendPromise,
} from './follow.follower.ts'
import { agentMemory } from './memory.ts'

export const agentResource = defineResource({
  name: 'agent',
  description: 'What the agent of a living world proposes by itself.',
  memory: [agentMemory],
  followers: [
    attendInvoice,
    attendPromise,
    attendPayment,
    attendMessage,
    attendAction,
    attendEnrollment,
    attendContact,
    attendBounce,
    attendCustomer,
    attendMailbox,
  ],
})
