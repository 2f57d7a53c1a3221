/** How numbers stand in sentences. */
import { toMoney } from '../conventions/money.ts'

export const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

export const inDollars = (cents: number): string => toMoney(cents / 100)

export const inInvoices = (count: number): string => (count === 1 ? 'one invoice' : `${count} invoices`)

/** No more words than that. */
export const atMost = (words: number, text: string): string => {
  const all = text.split(' ')
  return all.length > words ? `${all.slice(0, words - 1).join(' ')} …` : text
}

export const inCustomers = (count: number): string => (count === 1 ? 'one customer' : `${count} customers`)
