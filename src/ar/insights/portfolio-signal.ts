/** How the receivables of a company stand as a whole, in short. */
import type * as z from 'zod'
import { overdueOf, percentage } from '../aging/figures.ts'
import { type HealthScore, healthOf } from '../aging/health.ts'
import type { Context } from './context.ts'
import type { PortfolioSignal, Severity } from './insight.ts'
import { chosen, HIGH_IMPACT, type Holds } from './tags.ts'
import { inCustomers, inDollars } from './words.ts'

const severities: Readonly<Record<HealthScore, Severity>> = {
  Healthy: 'healthy',
  Monitor: 'medium',
  Concern: 'high',
  Critical: 'high',
}

export function portfolioSignal(context: Context): z.output<typeof PortfolioSignal> {
  const { figures, open, company } = context
  const overdue = overdueOf(figures)
  const score = healthOf(figures)
  const holds: Holds = {
    long_overdue: (figures.cents.at(-1) ?? 0) > 0,
    concentrated: figures.customers > 1 && percentage(figures.top, open) >= HIGH_IMPACT,
    overdue: overdue > 0,
    not_due: open > 0 && overdue === 0,
    nothing_owed: open === 0,
  }
  return {
    severity: open === 0 ? 'none' : severities[score],
    tags: chosen(holds),
    action_required: score === 'Concern' || score === 'Critical',
    summary: `${company.name} is owed ${inDollars(open)} by ${inCustomers(figures.customers)}, ${percentage(overdue, open)} percent of it overdue.`,
    health_score: score,
    total_balance: open / 100,
    overdue_balance: overdue / 100,
    customer_count: figures.customers,
  }
}
