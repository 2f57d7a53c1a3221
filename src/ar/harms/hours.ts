/** When somebody may be written to. */
import { weekdayOf } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { zoneOf } from '../companies/company.ts'
import type { Customer } from '../customers/customer.ts'

/** The API knows no zone of a customer: it is that of the company that bills them. */
export const zoneOfCustomer = (world: World, { company }: Pick<Customer, 'company'>): string => zoneOf(world, company)

const [EARLIEST, LATEST] = ['08:00', '20:00']

/** From 8 to 20 o'clock, not on a Sunday. */
export function isDecentTime(zone: string, at: string): boolean {
  const ms = Date.parse(at)
  const time = timeIn(zone, ms)
  return time >= EARLIEST && time < LATEST && weekdayOf(dateIn(zone, ms)) !== 'Sunday'
}
