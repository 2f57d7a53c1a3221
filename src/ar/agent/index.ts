import { defineResource } from '../../core/call/resource.ts'
import { actionProposed } from './action-proposed.event.ts'
import { agentWords } from './agent.words.ts'
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
import { agentMistakeRows } from './mistakes/agent-mistake.ts'

export const agentResource = defineResource({
  name: 'agent',
  description: 'What the agent of a living world proposes by itself.',
  words: agentWords,
  tables: [agentMistakeRows],
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
  events: [actionProposed],
})
