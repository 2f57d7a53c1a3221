/** When an invoice is due, by the terms of a customer. */

/** How terms name their days: `Net 30`, `2/10 n/30`; else `30 days`; else nothing but the number. */
const termForms = [/\bn(?:et)?[\s/-]{0,3}(\d{1,4})\b/i, /\b(\d{1,4})[\s-]{0,3}days?\b/i, /^\s*(\d{1,4})\s*$/]

/** Terms that name no days, or more, are due at once. */
export function termDays(terms: string): number {
  for (const form of termForms) {
    const days = form.exec(terms)?.[1]
    if (days) return Number(days)
  }
  return 0
}

const atOnce = /^\s*$|receipt|immediate|at once|cash|\bc\.?o\.?d\b|advance|pre-?pa|delivery/i

/** Warns of terms by which invoices are due at once, although they do not say so. */
export function warnOfTerms(terms: string | undefined, warn: (text: string) => void): void {
  if (terms !== undefined && !termForms.some((form) => form.test(terms)) && !atOnce.test(terms)) warn(NO_DAYS)
}

export const NO_DAYS = 'The payment_terms name no days up to 9999, as "Net 30" does: new invoices are due at once.'
