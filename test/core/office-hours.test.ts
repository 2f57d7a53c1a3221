import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOf } from '../../src/core/time/day.ts'
import { inOfficeHoursOf, weekday } from '../../src/core/time/office-hours.ts'
import { dateIn, timeIn } from '../../src/core/time/time-zone.ts'

const zones = [
  'UTC',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Pacific/Niue',
]
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('office hours of a date are on that date, or the next weekday, in every zone', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 20_000, max: 21_000 }).map(dateOf), share, (zone, date, part) => {
      const at = Date.parse(inOfficeHoursOf(zone, date, part))
      expect(dateIn(zone, at)).toBe(weekday(date))
      expect(timeIn(zone, at) >= '09:00' && timeIn(zone, at) < '17:00').toBe(true)
    }),
  )
})

test('nobody is there before the time that is told', () => {
  const noon = Date.parse('2026-06-01T12:00:00Z')
  expect(inOfficeHoursOf('UTC', '2026-06-01', 0.25, noon)).toBe('2026-06-02T11:00:00Z')
  expect(inOfficeHoursOf('UTC', '2026-06-01', 0.5, noon)).toBe('2026-06-01T13:00:00Z')
})
