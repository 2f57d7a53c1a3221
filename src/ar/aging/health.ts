/** How healthy receivables are. The worst of three signs decides. */
import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import { type CompanyFigures, percentage, sum } from './figures.ts'

const healthScores = ['Healthy', 'Monitor', 'Concern', 'Critical'] as const
export const HealthScore = named('HealthScore', z.enum(healthScores))
export type HealthScore = (typeof healthScores)[number]

/** Up to where each score but the last goes, in percent of what is open. */
const signs = {
  /** At least so much is not due yet. */
  current: [70, 50, 30],
  /** At most so much is more than 90 days past due. */
  over_90: [5, 10, 20],
  /** At most so much is owed by one customer. */
  top_customer: [25, 40, 60],
} as const

const limitsInWords = (limits: readonly number[]): string => `${limits.slice(0, -1).join(', ')} or ${limits.at(-1)} percent`

export const signsInWords = `\`health_score\` is the worst of three signs. Of what is open, at least ${limitsInWords(signs.current)} are current; at most ${limitsInWords(signs.over_90)} are more than 90 days past due; at most ${limitsInWords(signs.top_customer)} are owed by one customer: \`Healthy\`, \`Monitor\`, \`Concern\`, and \`Critical\` beyond. Where nothing is open it is \`Healthy\`.`

export interface Shares {
  readonly current_percentage: number
  readonly over_90_percentage: number
  readonly top_customer_percentage: number
}

export function sharesOf({ cents, top }: CompanyFigures): Shares {
  const total = sum(cents)
  return {
    current_percentage: percentage(cents[0] ?? 0, total),
    over_90_percentage: percentage(cents.at(-1) ?? 0, total),
    top_customer_percentage: percentage(top, total),
  }
}

export function healthOf(figures: CompanyFigures): HealthScore {
  if (sum(figures.cents) === 0) return 'Healthy'
  const { current_percentage, over_90_percentage, top_customer_percentage } = sharesOf(figures)
  const worst = Math.max(
    signs.current.filter((limit) => current_percentage < limit).length,
    signs.over_90.filter((limit) => over_90_percentage > limit).length,
    signs.top_customer.filter((limit) => top_customer_percentage > limit).length,
  )
  return healthScores[worst] ?? 'Critical'
}
