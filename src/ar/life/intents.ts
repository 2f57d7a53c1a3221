/** What becomes of each thing that somebody means to do: what it is in words, whose it is, and how it is done. */
import type { World } from '../../core/world/handle.ts'
import { actions } from '../actions/action.ts'
import { look, stopWaiting } from '../agent/look.ts'
import { threads } from '../communications/thread.ts'
import { customerInWords, invoiceInWords } from '../conventions/in-words.ts'
import { connections } from '../integrations/connection.ts'
import { invoices } from '../invoices/invoice.ts'
import { payments } from '../payments/payment.ts'
import { carryAdvice } from './advise.ts'
import { bill } from './bill.ts'
import { pay, writeOff } from './pay.ts'
import type { Plan } from './plan.ts'
import { comeBack, reply, replyAutomatically } from './say.ts'
import { sync } from './sync.ts'

type Of<T> = (world: World, about: string) => T

interface Intent {
  readonly summary: Of<string>
  /** @returns what came of it */
  readonly carryOut: (world: World, plan: Plan) => string
  /** Undefined for what is no customer's. */
  readonly customerOf: Of<string | undefined>
}

const itself: Of<string> = (_, about) => about
const ofInvoice: Of<string | undefined> = (world, about) => world.table(invoices).get(about)?.customer
const ofPayment: Of<string | undefined> = (world, about) => world.table(payments).get(about)?.customer ?? undefined
const ofMessage: Of<string | undefined> = (world, about) => world.table(threads).get(about)?.customer
const nobody = (): undefined => undefined

const ofCustomer = (customerOf: Intent['customerOf'], does: string, carryOut: Intent['carryOut']): Intent => ({
  summary: (world, about) => `${customerInWords(world, customerOf(world, about))} ${does}`,
  carryOut,
  customerOf,
})

export const intents: Readonly<Record<Plan['intent'], Intent>> = {
  bill: ofCustomer(itself, 'is billed', bill),
  pay: { summary: (world, about) => `${invoiceInWords(world, about)} is paid`, carryOut: pay, customerOf: ofInvoice },
  write_off: {
    summary: (world, about) => `${invoiceInWords(world, about)} is written off`,
    carryOut: writeOff,
    customerOf: ofInvoice,
  },
  advise: ofCustomer(ofPayment, 'tells of a payment', carryAdvice),
  reply: ofCustomer(ofMessage, 'answers', reply),
  auto_reply: ofCustomer(ofMessage, 'is out of office', replyAutomatically),
  bounce: {
    summary: (world, about) => `mail to ${customerInWords(world, ofMessage(world, about))} comes back`,
    carryOut: comeBack,
    customerOf: ofMessage,
  },
  sync: {
    summary: (world, about) => `${world.table(connections).get(about)?.integration ?? 'a connection'} is synced`,
    carryOut: sync,
    customerOf: nobody,
  },
  // Those are the agent's.
  look: { summary: (world, about) => `the agent looks at ${invoiceInWords(world, about)}`, carryOut: look, customerOf: nobody },
  wait: {
    summary: (world, about) =>
      `the wait for an answer about ${invoiceInWords(world, world.table(actions).get(about)?.invoice)} ends`,
    carryOut: stopWaiting,
    customerOf: nobody,
  },
}
