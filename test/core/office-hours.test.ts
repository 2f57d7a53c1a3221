import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateOf } from '../../src/core/time/day.ts'
import {
  eveningAfter,
  inOfficeHours,
  inOfficeHoursOf,
  morningOf,
  nextMorning,
  weekday,
  weekdayBefore,
  workingDaysBetween,
} from '../../src/core/time/office-hours.ts'
import { dateIn, instantIn, timeIn } from '../../src/core/time/time-zone.ts'

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

test('at both ends of all dates there are weekdays, and no time after the last', () => {
  expect(['0001-01-06', '9999-12-30', '9999-12-31'].map(weekday)).toEqual(['0001-01-08', '9999-12-30', '9999-12-31'])
  expect([weekdayBefore('2026-06-07'), weekdayBefore('2026-06-08'), weekdayBefore('2026-06-09')]).toEqual([
    '2026-06-05',
    '2026-06-05',
    '2026-06-08',
  ])
  expect([weekday(addDays('0001-01-02', -900_000)), weekdayBefore('0001-01-01')]).toEqual(['0001-01-01', '0001-01-01'])
  expect([dateOf(-1e8), dateOf(1e8)]).toEqual(['0001-01-01', '9999-12-31'])
  const last = '9999-12-31T23:59:59.999Z'
  expect(inOfficeHours('UTC', Date.parse('9999-12-31T18:00:00Z'), 0)).toBe(last)
  expect(nextMorning('UTC', Date.parse('9999-12-31T18:00:00Z'))).toBe(last)
  expect(nextMorning('UTC', Date.parse('2026-06-05T08:00:00Z'))).toBe('2026-06-08T08:00:00Z')
  expect(instantIn('America/New_York', '9999-12-31', '00:00', 1)).toBe(last)
  expect(morningOf('UTC', '9999-12-31', 7)).toBe(last)
})

test('a working morning so many days from a date is on a weekday, before it too', () => {
  expect([-7, -1, 0, 1].map((days) => morningOf('UTC', '2026-06-06', days))).toEqual([
    '2026-06-01T08:00:00Z',
    '2026-06-05T08:00:00Z',
    '2026-06-08T08:00:00Z',
    '2026-06-08T08:00:00Z',
  ])
  expect(morningOf('UTC', '2026-06-07', -7)).toBe('2026-06-01T08:00:00Z')
})

test('working days are counted as people wait for them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 21_000 }).map(dateOf), fc.integer({ min: 0, max: 40 }), (date, days) => {
      const evening = dateIn('UTC', Date.parse(eveningAfter('UTC', Date.parse(`${date}T12:00:00Z`), days)))
      expect(workingDaysBetween(date, evening)).toBe(days)
      expect(workingDaysBetween(addDays(date, 1), date)).toBe(0)
    }),
  )
})
