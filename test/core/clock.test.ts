import * as fc from 'fast-check'
import * as plainDateTime from 'temporal-polyfill/fns/PlainDateTime'
import { expect, test } from 'vitest'
import { after, ClockError, inMode, LAST, later, setTo, timeOf, toIso } from '../../src/core/time/clock.ts'
import { addDays, DAY_MS, daysBetween, toLetterDate } from '../../src/core/time/day.ts'
import { InstantInput, readInstant } from '../../src/core/time/instant.ts'
import { dateIn, instantIn, isTimeZone, timeIn } from '../../src/core/time/time-zone.ts'

const NOON = Date.parse('2026-06-01T12:00:00Z')
const at = (ms: number) => () => ms

test('a time shows a fraction of a second only where there is one', () => {
  expect([NOON, NOON + 7].map(toIso)).toEqual(['2026-06-01T12:00:00Z', '2026-06-01T12:00:00.007Z'])
})

test('a frozen clock stands, a running one keeps its distance from the machine’s', () => {
  expect(timeOf({ mode: 'frozen', value: NOON }, at(5))).toBe(NOON)
  expect(timeOf({ mode: 'running', value: 10 }, at(5))).toBe(15)
  expect(timeOf({ mode: 'running', value: 1 }, at(LAST))).toBe(LAST)
  expect(() => timeOf({ mode: 'running', value: 0 }, at(Number.NaN))).toThrow('The machine’s time is no number.')
})

test('a clock that is set, or changes its mode, goes on from there', () => {
  const modes = fc.constantFrom('frozen' as const, 'running' as const)
  const time = fc.integer({ min: 0, max: NOON })
  fc.assert(
    fc.property(modes, modes, time, time, time, fc.nat(), (mode, next, value, ms, machine, passed) => {
      expect(setTo({ mode, value }, ms, at(machine)).mode).toBe(mode)
      expect(timeOf(setTo({ mode, value }, ms, at(machine)), at(machine))).toBe(ms)
      const changed = inMode({ mode, value }, next, at(machine))
      expect(changed.mode).toBe(next)
      const before = timeOf({ mode, value }, at(machine))
      expect(timeOf(changed, at(machine))).toBe(before)
      expect(timeOf(changed, at(machine + passed))).toBe(next === 'frozen' ? before : before + passed)
    }),
  )
})

test('months and days are counted on the calendar', () => {
  const plus = (from: string, period: string) => toIso(after(Date.parse(from), period))
  expect(plus('2026-01-31T10:00:00Z', 'P1M')).toBe('2026-02-28T10:00:00Z')
  expect(plus('2026-02-28T10:00:00Z', 'P1D')).toBe('2026-03-01T10:00:00Z')
  expect(plus('2026-02-28T10:00:00Z', 'PT2H30M5S')).toBe('2026-02-28T12:30:05Z')
  expect(after(NOON + 0.5, 'PT1S')).toBe(NOON + 1000)
})

test('what is no duration is refused, and no more than 80 characters of it are told', () => {
  const refused = (period: string) => {
    try {
      return after(NOON, period)
    } catch (error) {
      return error
    }
  }
  expect(after(NOON, 'P999999999D')).toBe(Number.POSITIVE_INFINITY)
  expect(refused('3 days')).toBeInstanceOf(ClockError)
  expect(refused('3 days')).toHaveProperty('message', '"3 days" is not an ISO 8601 duration such as "P3D" or "PT2H30M".')
  for (const period of [86_400, null, {}]) expect(refused(period as never)).toBeInstanceOf(ClockError)
  expect(refused('x'.repeat(200))).toHaveProperty('message', expect.stringMatching(/^"x{80}" is not/))
})

test('a clock moves to the present and to all that comes after, up to the end of the year 9999', () => {
  expect(later(NOON, NOON)).toBe(NOON)
  expect(later(LAST - 1, LAST)).toBe(LAST)
  expect(later(NOON, NOON + 400 * DAY_MS)).toBe(NOON + 400 * DAY_MS)
  expect(toIso(LAST)).toBe('9999-12-31T23:59:59.999Z')
  const refusals = [
    [NOON - 1, 'The clock never goes back: it is 2026-06-01T12:00:00Z now. To start over, reset the world.'],
    [LAST + 1, 'The clock stops at the end of the year 9999.'],
    [NOON + 400 * DAY_MS + 1, 'The clock moves at most 400 days at a time, now to 2027-07-06T12:00:00Z.'],
  ] as const
  for (const [to, message] of refusals) {
    expect(() => later(NOON, to)).toThrow(ClockError)
    expect(() => later(NOON, to)).toThrow(message)
  }
})

test('days are added over months and years, and counted', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(DAY_MS).toBe(24 * 60 * 60 * 1000)
  const days = fc.integer({ min: -20_000, max: 20_000 })
  fc.assert(
    fc.property(days, days, (a, b) => {
      expect(daysBetween(addDays('2026-06-01', a), addDays('2026-06-01', b))).toBe(b - a)
    }),
  )
})

test('a letter has the month in words', () => {
  expect(['2026-05-05', '2025-12-31'].map(toLetterDate)).toEqual(['May 5, 2026', 'December 31, 2025'])
})

test('a point in time is given with any offset, but never none, and is kept in UTC', () => {
  const read = (text: unknown) => InstantInput.safeParse(text).data
  expect(read('2026-06-01T14:00:00+02:00')).toBe('2026-06-01T12:00:00Z')
  expect(read('2026-06-01T14:00-05:30')).toBe('2026-06-01T19:30:00Z')
  expect(read('2026-06-01T14:00Z')).toBe('2026-06-01T14:00:00Z')
  expect(read('2026-06-01T14:00:01.5Z')).toBe('2026-06-01T14:00:01.500Z')
  for (const text of [
    '2026-06-01',
    '2026-06-01T14:00',
    '2026-06-01T14:00:00',
    '9999-12-31T23:00:00-05:00',
    'x2026-06-01T14:00Z',
    7,
  ])
    expect(read(text)).toBeUndefined()
})

test('a point in time is read the same on every machine, or not at all', () => {
  expect(readInstant('2026-06-01T14:00:00+02:00')).toBe(NOON)
  expect(readInstant('2026-06-01T12:00Z')).toBe(NOON)
  expect(readInstant(NOON)).toBe(NOON)
  for (const given of ['2026-06-01T12:00:00', '2026-06-01', 'June 7, 2026', '2026-02-30T00:00:00Z', 'soon', '', null, Number.NaN])
    expect([given, readInstant(given)]).toEqual([given, undefined])
})

test('a time zone has a name, and no offset is one', () => {
  const known = ['UTC', 'Europe/Berlin', 'america/new_york', 'Etc/GMT+5']
  const unknown = ['+05:00', '-01:00', '', 'Mars/Olympus', ' UTC']
  expect([...known, ...unknown].filter(isTimeZone)).toEqual(known)
})

test('the wall of a zone has its own date', () => {
  const just = Date.parse('2026-03-01T04:59:59.999Z')
  expect(dateIn('America/New_York', just)).toBe('2026-02-28')
  expect(dateIn('America/New_York', just + 1)).toBe('2026-03-01')
  expect(dateIn('UTC', just + 0.5)).toBe('2026-03-01')
  expect(dateIn('UTC', Date.parse('0099-11-12T00:00:00Z'))).toBe('0099-11-12')
})

test('a date and a time of day in a zone are one instant, also where the clocks change', () => {
  expect(instantIn('Europe/Berlin', '2026-06-01', '09:30')).toBe('2026-06-01T07:30:00Z')
  expect(instantIn('Europe/Berlin', '2026-12-31', '09:05', 1)).toBe('2027-01-01T08:05:00Z')
  expect(instantIn('Europe/Berlin', '2026-03-29', '02:30')).toBe('2026-03-29T01:30:00Z')
  expect(instantIn('Europe/Berlin', '2026-10-25', '02:30')).toBe('2026-10-25T00:30:00Z')
})

test.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'America/Sao_Paulo'])(
  'a date and a time of day in %s are the instant that the Temporal proposal names, however the clocks change',
  (zone) => {
    const times = ['00:00', '01:30', '02:30'] as const
    const differ: string[] = []
    for (let date = '2009-01-01'; date < '2014-01-01'; date = addDays(date, 1)) {
      const [year, month, day] = date.split('-').map(Number) as [number, number, number]
      for (const time of times) {
        const [hour, minute] = time.split(':').map(Number) as [number, number]
        const wall = plainDateTime.create(year, month, day, hour, minute)
        const expected = toIso(plainDateTime.toZonedDateTime(wall, zone).epochMilliseconds)
        if (instantIn(zone, date, time) !== expected) differ.push(`${date} ${time}`)
      }
    }
    expect(differ).toEqual([])
  },
)

test('no date comes after the year 9999', () => {
  expect([addDays('9999-12-30', 1), addDays('9999-12-30', 30)]).toEqual(['9999-12-31', '9999-12-31'])
})

test('a zone that has another time for a week only is at the right one before, in and after it', () => {
  const at = (day: number) => timeIn('America/Boa_Vista', Date.UTC(2000, 9, day, 12))
  expect([1, 7, 9, 14, 16, 22].map(at)).toEqual(['08:00', '08:00', '09:00', '09:00', '08:00', '08:00'])
})

/** Zones whose law is told here, and other names by which the machine has them. */
test.each([
  ['America/Puerto_Rico', 'America/Virgin'],
  ['America/New_York', 'US/Eastern'],
  ['America/Chicago', 'US/Central'],
  ['America/Denver', 'US/Mountain'],
  ['America/Phoenix', 'US/Arizona'],
  ['America/Los_Angeles', 'US/Pacific'],
])('%s is where the machine has it, at every hour of all years that are not asked of it, and before and after', (zone, other) => {
  const [from, until] = [Date.UTC(2006), Date.UTC(2039)]
  const differ: string[] = []
  for (let ms = from - 1; ms < until; ms += 3_600_000)
    for (const at of [ms, ms + 1]) if (timeIn(zone, at) !== timeIn(other, at)) differ.push(new Date(at).toISOString())
  expect(differ).toEqual([])
})
