/** What makes the agent propose something about an invoice, and how pressing and how sure that is. */
import type { ActionRow } from '../actions/action.ts'

export const occasions = [
  'due_soon',
  'overdue_1',
  'overdue_7',
  'overdue_14',
  'overdue_30',
  'overdue_60',
  'overdue_90',
  'promise_broken',
  'promises_broken',
  'payment_short',
  'no_answer',
  'reply_waits',
  'dispute_waits',
  'question_waits',
  'payment_said',
  'awaiting_reply',
  'mailbox_expired',
  'address_gone',
] as const
export type Occasion = (typeof occasions)[number]

interface Bearing {
  readonly type: ActionRow['action_type']
  readonly urgency: number
  /** From 0 to 1, of a customer of whom nothing is known. */
  readonly confidence: number
  /** It asks for payment. */
  readonly duns: boolean
  /** What set it off: true as long as the proposal stands. */
  readonly trigger: string
}

const dunning = (type: Bearing['type'], urgency: number, confidence: number, trigger: string): Bearing => ({
  type,
  urgency,
  confidence,
  duns: true,
  trigger,
})

export const bearings: Readonly<Record<Occasion, Bearing>> = {
  due_soon: dunning('email', 15, 0.55, 'Invoice due soon'),
  overdue_1: dunning('email', 30, 0.8, 'Invoice overdue'),
  overdue_7: dunning('email', 38, 0.8, 'Invoice overdue for 7 days or more'),
  overdue_14: dunning('email', 46, 0.75, 'Invoice overdue for 14 days or more'),
  overdue_30: dunning('call', 56, 0.7, 'Invoice overdue for 30 days or more'),
  overdue_60: dunning('email', 68, 0.65, 'Invoice overdue for 60 days or more'),
  overdue_90: dunning('task', 80, 0.6, 'Invoice overdue for 90 days or more'),
  promise_broken: dunning('email', 70, 0.85, 'Promise to pay broken'),
  promises_broken: dunning('call', 72, 0.75, 'Promises to pay broken'),
  payment_short: dunning('email', 44, 0.75, 'Partial payment received'),
  no_answer: dunning('call', 58, 0.65, 'No answer came'),
  reply_waits: { type: 'email', urgency: 64, confidence: 0.8, duns: false, trigger: 'Customer waits for an answer' },
  dispute_waits: { type: 'task', urgency: 62, confidence: 0.8, duns: false, trigger: 'Dispute waits for an answer' },
  question_waits: { type: 'task', urgency: 62, confidence: 0.8, duns: false, trigger: 'Question waits for an answer' },
  payment_said: { type: 'task', urgency: 62, confidence: 0.8, duns: false, trigger: 'Payment said to be sent' },
  awaiting_reply: { type: 'task', urgency: 10, confidence: 0.7, duns: false, trigger: 'Letter sent' },
  mailbox_expired: { type: 'task', urgency: 60, confidence: 0.85, duns: false, trigger: 'No mailbox works' },
  address_gone: { type: 'task', urgency: 54, confidence: 0.8, duns: false, trigger: 'No address that works' },
}

/** It is about the way of letters: while that is closed, none leaves or arrives. */
export const isWay = (occasion: Occasion | null): boolean => occasion === 'mailbox_expired' || occasion === 'address_gone'

/** Somebody is to settle what a customer waits for. */
export const isForCustomer = (occasion: Occasion | null): boolean =>
  occasion === 'dispute_waits' || occasion === 'question_waits' || occasion === 'payment_said'

/** So many days before the due date, where somebody tends to be late. */
const SOON = 7

/** By days past the due date, the latest first. */
export const milestones = [
  { days: 90, occasion: 'overdue_90' },
  { days: 60, occasion: 'overdue_60' },
  { days: 30, occasion: 'overdue_30' },
  { days: 14, occasion: 'overdue_14' },
  { days: 7, occasion: 'overdue_7' },
  { days: 1, occasion: 'overdue_1' },
  { days: -SOON, occasion: 'due_soon' },
] as const satisfies readonly { days: number; occasion: Occasion }[]

export type Milestone = (typeof milestones)[number]

/** What an invoice has come to, so many days past its due date; undefined where it is too early for anything. */
export const milestoneAt = (days: number): Milestone | undefined => milestones.find((each) => each.days <= days)

const MOST_FOR_AMOUNT = 15
/** The square root of an amount in dollars, by this. */
const AMOUNT_WEIGHS = 10

/** More for a large amount. */
export const urgencyOf = (occasion: Occasion, balance: number): number =>
  bearings[occasion].urgency + Math.min(MOST_FOR_AMOUNT, Math.round(Math.sqrt(balance) / AMOUNT_WEIGHS))

const EACH_PAID = 0.01

/** More where more is known of how somebody pays: by so many paid invoices. */
export const confidenceOf = (occasion: Occasion, paid: number): number =>
  Math.round((bearings[occasion].confidence + EACH_PAID * paid) * 100) / 100
