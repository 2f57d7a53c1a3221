/** Insights are worked out when they are read, so their ids are too: that of what one is about, changed by its type in a way that can be undone. */

export const insightTypes = [
  'portfolio_signal',
  'customer_signal',
  'customer_conversation_summary',
  'invoice_signal',
  'invoice_pay_date_prediction',
] as const
export type InsightType = (typeof insightTypes)[number]

export const targetTypes = ['customer', 'invoice', 'portfolio'] as const
export type TargetType = (typeof targetTypes)[number]

/** What an insight of a type is about, and what its first 32 bits differ by. */
const types: Readonly<Record<InsightType, { readonly target: TargetType; readonly mask: number }>> = {
  portfolio_signal: { target: 'portfolio', mask: 0x5b_d1_e9_95 },
  customer_signal: { target: 'customer', mask: 0x27_d4_eb_2f },
  customer_conversation_summary: { target: 'customer', mask: 0x16_56_67_b1 },
  invoice_signal: { target: 'invoice', mask: 0x9e_37_79_b1 },
  invoice_pay_date_prediction: { target: 'invoice', mask: 0x85_eb_ca_6b },
}

export const targetOf = (type: InsightType): TargetType => types[type].target

const DIGITS = 8

/** Goes from the id of a target to that of an insight, and back. */
export const masked = (type: InsightType, id: string): string =>
  ((Number.parseInt(id.slice(0, DIGITS), 16) ^ types[type].mask) >>> 0).toString(16).padStart(DIGITS, '0') + id.slice(DIGITS)
