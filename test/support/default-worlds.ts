/** The worlds that the laws of the default scenario are held against, and what they ask of them. */
import { test } from 'vitest'
import type { ActionRow } from '../../src/ar/actions/action.ts'
import { companies } from '../../src/ar/companies/company.ts'
import { type InvoiceRow, invoices } from '../../src/ar/invoices/invoice.ts'
import type { AnyTable, RowOf } from '../../src/core/store/definition.ts'
import { DAY_MS } from '../../src/core/time/day.ts'
import { createSimulator, type Simulator, type World } from '../../src/index.ts'

export const seeds = [1, 20]
export const worlds = new Map(seeds.map((seed) => [seed, createSimulator({ seed }).world()]))

/** The same law for the committed world and for a generated one. */
export function law(sentence: string, check: (world: World) => void): void {
  for (const [seed, world] of worlds) test(`with seed ${seed}, ${sentence}`, () => check(world))
}

export const rowsOf = <T extends AnyTable>(world: World, table: T): RowOf<T>[] => [...world.table(table).all()] as RowOf<T>[]
export const today = (world: World): number => Date.parse(world.clock.now().slice(0, 10))
export const offset = (world: World, date: string): number => Math.floor((Date.parse(date) - today(world)) / DAY_MS)
export const invoiceOf = (world: World, { invoice }: ActionRow): InvoiceRow => world.table(invoices).get(invoice) as InvoiceRow
export const firstCompany = (world: World): string => world.table(companies).list('inOrder', 'all')[0]?.id ?? ''
export const money = (amount: number): string => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' })
export const inWords = (date: string): string =>
  new Date(date).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' })
export const isInTime = (...moments: (string | null)[]): boolean => {
  const known = moments.filter((moment) => moment !== null).map((moment) => Date.parse(moment))
  return known.every((moment, index) => index === 0 || moment >= (known[index - 1] as number))
}

export function guideOf(simulator: Simulator) {
  return JSON.parse(simulator.handle({ method: 'GET', url: '/__sim', origin: 'http://127.0.0.1', headers: {} }).body)
}

/** All texts in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
