import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import { HealthScore } from '../aging/health.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import { ratings } from './insight-feedback.ts'
import { insightTypes, targetTypes } from './insight-id.ts'

const severities = ['high', 'medium', 'healthy', 'none'] as const
export type Severity = (typeof severities)[number]

/** The first of these that hold are shown. */
export const tags = [
  'promise_broken',
  'ghosting',
  'dispute_open',
  'long_overdue',
  'over_credit_limit',
  'payment_behavior_worsening',
  'promise_to_pay_active',
  'auto_reminding',
  'reply_needed',
  'high_portfolio_impact',
  'concentrated',
  'overdue',
  'slow_payer',
  'pays_on_time',
  'not_due',
  'nothing_owed',
  'closed',
] as const
export type Tag = (typeof tags)[number]

const Severity = named('SignalSeverity', z.enum(severities))
const Tag = named('InsightTag', z.enum(tags))

const Signal = {
  severity: Severity,
  tags: z.array(Tag).min(1).max(3),
  action_required: z.boolean(),
  /** A sentence with the numbers. */
  summary: z.string(),
}

export const PortfolioSignal = z
  .object({
    ...Signal,
    health_score: HealthScore,
    total_balance: Money,
    overdue_balance: Money,
    customer_count: z.int(),
  })
  .meta({ id: 'PortfolioSignal' })

export const CustomerSignal = z
  .object({
    ...Signal,
    total_balance: Money,
    overdue_balance: Money,
    /** Of the oldest open invoice. */
    days_overdue: z.int(),
    /** By how many days payments are late on average; null where nothing was paid yet. */
    usual_delay: z.int().nullable(),
    /** Of what is open in the company. */
    portfolio_percentage: z.number(),
  })
  .meta({ id: 'CustomerSignal' })

const tones = ['cooperative', 'neutral', 'frustrated', 'avoidant', 'unknown', 'amicable', 'defiant'] as const
const actionOwners = ['AR', 'Sales', 'Operations', 'Executive', 'Customer'] as const

export const ConversationSummary = z
  .object({
    /** At most 18 words; empty where there is no conversation. */
    summary: z.string(),
    tone: z.enum(tones),
    next_action_owner: z.enum(actionOwners),
    next_step: z.string().nullable(),
    promise_to_pay_date: CalendarDate.nullable(),
    predicted_payment_date: CalendarDate.nullable(),
    last_message_at: Instant.nullable(),
  })
  .meta({ id: 'ConversationSummary' })

export const InvoiceSignal = z
  .object({ ...Signal, balance: Money, days_overdue: z.int(), promise_to_pay_date: CalendarDate.nullable() })
  .meta({ id: 'InvoiceSignal' })

const sources = ['promise', 'payment_history', 'due_date', 'payments', 'conversation'] as const
const Source = named('PredictionSource', z.enum(sources))

export const PayDatePrediction = z
  .object({
    /** Null where nothing is to be paid any more. */
    predicted_date: CalendarDate.nullable(),
    confidence: z.number().min(0).max(1),
    reasoning: z.string(),
    sources: z.array(Source),
    alternatives: z.array(z.object({ predicted_date: CalendarDate, reasoning: z.string() })),
  })
  .meta({ id: 'PayDatePrediction' })

export const Insight = z
  .object({
    id: Uuid,
    company: Uuid,
    target_type: z.enum(targetTypes),
    /** The id of the customer or the invoice; of the portfolio it is the company’s. */
    target_id: Uuid,
    insight_type: z.enum(insightTypes),
    customer: Uuid.nullable(),
    customer_name: z.string().nullable(),
    invoice: Uuid.nullable(),
    invoice_number: z.string().nullable(),
    payload_json: z.union([PortfolioSignal, CustomerSignal, ConversationSummary, InvoiceSignal, PayDatePrediction]),
    valid_from: Instant,
    /** Null while it holds; what is about a closed invoice held until that changed last. */
    valid_to: Instant.nullable(),
    /** The caller’s own. */
    rating: z.enum(ratings).nullable(),
  })
  .meta({ id: 'Insight' })
export type Insight = z.output<typeof Insight>
