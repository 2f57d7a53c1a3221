import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Table } from '../../src/core/store/table.ts'
import { Transactions } from '../../src/core/store/transaction.ts'
import { emptyVersion } from '../../src/core/store/version.ts'
import { type Clock, ClockError, LAST } from '../../src/core/time/clock.ts'
import { Timeline, type TimelineEntry, timelineTable } from '../../src/core/time/timeline.ts'

const NOON = Date.parse('2026-06-01T12:00:00Z')
/** Blamed on what is due. */
class Due extends Error {}

const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')

/** A timeline, and what happened on it: what, to whom, and what time it was then. */
function start(clock: Clock = { mode: 'frozen', value: NOON }, react: (entry: TimelineEntry) => void = () => {}) {
  const machine = { ms: 0 }
  const transactions = new Transactions()
  const entries = new Table<TimelineEntry>(timelineTable, transactions, emptyVersion(timelineTable))
  const seen: string[] = []
  const timeline: Timeline = new Timeline(clock, {
    machine: () => machine.ms,
    transactions,
    entries,
    happen: (entry) => {
      seen.push(`${entry.event} ${entry.subject} ${timeline.now()}`)
      react(entry)
      return `done ${entry.subject}`
    },
    summarize: ({ event, subject }) => {
      if (subject === 'nameless') throw new Due('It has no name.')
      return `${subject} is to ${event}`
    },
    check: () => {},
    watch: (_, work) => work(),
    report: (error) => {
      if (!(error instanceof Due)) throw error
    },
  })
  const put = (event: string, subject: string, at: string | null) => timeline.schedule(event, subject, at)
  const schedule: typeof put = (...args) => transactions.run(() => put(...args))
  const pending = () => [...timeline.pending()].map(({ id, at }) => `${id} ${at}`)
  return { timeline, transactions, machine, seen, put, schedule, pending }
}

test('what is later than any clock goes never happens', () => {
  const { timeline, schedule, pending, seen } = start({ mode: 'frozen', value: Date.parse('9999-12-30T00:00:00Z') })
  schedule('ring', 'late', '+010000-01-01T07:00:00Z')
  schedule('ring', 'last', '9999-12-31T23:59:59Z')
  expect(pending()).toEqual(['ring:last 9999-12-31T23:59:59Z'])
  schedule('ring', 'last', '9999-12-31T23:59:59.999Z')
  expect(pending()).toEqual([])
  expect(() => timeline.advance('P999999999D')).toThrow('The clock stops at the end of the year 9999.')
  timeline.moveTo(LAST)
  expect(seen).toEqual([])
})

test('it tells the time, the date, and the time after a while', () => {
  const { timeline, machine } = start({ mode: 'running', value: 0 })
  const told = (text: string) => {
    machine.ms = Date.parse(text)
    return [timeline.ms, timeline.now(), timeline.today(), timeline.in('P1M')]
  }
  expect(told('2026-05-31T23:59:59.999Z').slice(1)).toEqual([
    '2026-05-31T23:59:59.999Z',
    '2026-05-31',
    '2026-06-30T23:59:59.999Z',
  ])
  expect(told('2026-06-01T00:00:00Z')).toEqual([machine.ms, '2026-06-01T00:00:00Z', '2026-06-01', '2026-07-01T00:00:00Z'])
  expect(told('1969-12-31T23:00:00Z')[2]).toBe('1969-12-31')
  expect(told('2026-06-01T00:00:00Z').slice(1, 3)).toEqual(['2026-06-01T00:00:00Z', '2026-06-01'])
  expect(timeline.mode).toBe('running')
  expect(timeline.in('P9000Y')).toBe('9999-12-31T23:59:59.999Z')
})

test('what is put off to one time happens in the order in which it was put off, and what ends the day before it', () => {
  const { schedule, pending, timeline, transactions } = start()
  const [soon, later] = [iso(NOON + 1000), iso(NOON + 2000)]
  for (const subject of ['1', '2', '3']) schedule('a', subject, soon)
  for (const subject of ['3', '1']) schedule('a', subject, later)
  transactions.run(() => timeline.schedule('z', '1', later, true))
  expect(pending().map((line) => line.split(' ')[0])).toEqual(['a:2', 'z:1', 'a:3', 'a:1'])
})

test('what is due happens in order of time, then of number, each at its own time, and once', () => {
  const { timeline, schedule, seen, pending } = start()
  schedule('b', '1', iso(NOON + 2000))
  schedule('a', '2', iso(NOON + 1000))
  schedule('a', '1', iso(NOON + 2000))
  schedule('c', '1', iso(NOON + 2001))
  expect(pending()).toEqual([
    'a:2 2026-06-01T12:00:01Z',
    'b:1 2026-06-01T12:00:02Z',
    'a:1 2026-06-01T12:00:02Z',
    'c:1 2026-06-01T12:00:02.001Z',
  ])
  const fired = timeline.advance('PT2S')
  expect(seen).toEqual(['a 2 2026-06-01T12:00:01Z', 'b 1 2026-06-01T12:00:02Z', 'a 1 2026-06-01T12:00:02Z'])
  expect(fired).toEqual([
    { at: '2026-06-01T12:00:01Z', event: 'a', subject: '2', summary: '2 is to a', outcome: 'done 2' },
    { at: '2026-06-01T12:00:02Z', event: 'b', subject: '1', summary: '1 is to b', outcome: 'done 1' },
    { at: '2026-06-01T12:00:02Z', event: 'a', subject: '1', summary: '1 is to a', outcome: 'done 1' },
  ])
  expect(timeline.now()).toBe('2026-06-01T12:00:02Z')
  expect(timeline.moveTo(NOON + 2000)).toEqual([])
  expect(pending()).toEqual(['c:1 2026-06-01T12:00:02.001Z'])
})

test('a new time replaces the old one of the same event and subject, null means never', () => {
  const { timeline, schedule, pending } = start()
  schedule('a', '1', iso(NOON + 1000))
  schedule('a', '2', iso(NOON + 1000))
  schedule('a', '1', iso(NOON + 5000))
  schedule('a', '2', null)
  schedule('a', '3', null)
  expect(pending()).toEqual(['a:1 2026-06-01T12:00:05Z'])
  expect(timeline.advance('PT4S')).toEqual([])
  expect(timeline.advance('PT1S')).toHaveLength(1)
})

test('what one thing sets off happens on the same way, also where its time has passed', () => {
  const use = start(undefined, ({ event, subject }) => {
    if (event !== 'first') return
    use.put('later', subject, iso(NOON + 3000))
    use.put('past', subject, iso(NOON - 1000))
    use.put('never', subject, iso(NOON + 60_000))
  })
  use.schedule('first', '1', iso(NOON + 1000))
  use.timeline.advance('PT10S')
  expect(use.seen).toEqual(['first 1 2026-06-01T12:00:01Z', 'past 1 2026-06-01T12:00:01Z', 'later 1 2026-06-01T12:00:03Z'])
  expect(use.pending()).toEqual(['never:1 2026-06-01T12:01:00Z'])
})

test('what cannot be told of is marked as failed, and stands in nobody’s way', () => {
  const use = start()
  use.schedule('a', 'nameless', iso(NOON + 1000))
  use.schedule('a', 'named', iso(NOON + 2000))
  expect(use.timeline.advance('PT1H')).toMatchObject([
    { summary: 'a', outcome: 'failed: It has no name.' },
    { summary: 'named is to a', outcome: 'done named' },
  ])
  expect(use.seen).toHaveLength(1)
})

test('what fails leaves nothing behind but its mark, is not tried again, and the rest happens', () => {
  const use = start(undefined, ({ subject }) => {
    if (subject !== 'broken') return
    use.put('b', 'half done', iso(NOON + 5000))
    use.put('a', 'whole', null)
    throw new Due('It broke.')
  })
  use.schedule('a', 'broken', iso(NOON + 1000))
  use.schedule('a', 'whole', iso(NOON + 2000))
  expect(use.timeline.change({ advance: 'PT1H' })).toEqual({
    fired: [
      { at: iso(NOON + 1000), event: 'a', subject: 'broken', summary: 'broken is to a', outcome: 'failed: It broke.' },
      { at: iso(NOON + 2000), event: 'a', subject: 'whole', summary: 'whole is to a', outcome: 'done whole' },
    ],
    count: 2,
  })
  expect(use.pending()).toEqual([])
  expect([...use.timeline.failed()]).toMatchObject([{ id: 'a:broken', failed: 'It broke.' }])
  expect(use.timeline.advance('P1D')).toEqual([])
  use.schedule('a', 'broken', iso(use.timeline.ms + 1000))
  expect([[...use.timeline.failed()], use.timeline.advance('PT1S')]).toEqual([[], [expect.anything()]])
})

test('what fails by no fault of its own takes back all that has happened on the way', () => {
  const use = start(undefined, ({ subject }) => {
    if (subject === 'no room') throw new Error('There is no room.')
  })
  use.schedule('a', 'whole', iso(NOON + 1000))
  use.schedule('a', 'no room', iso(NOON + 2000))
  const before = use.pending()
  expect(() => use.timeline.advance('PT1H')).toThrow('There is no room.')
  expect([use.timeline.ms, use.pending()]).toEqual([NOON, before])
  expect(use.timeline.advance('PT1S')).toHaveLength(1)
})

test('of what happens the first 1,000 are told, and the count', () => {
  const { timeline, transactions, put } = start()
  transactions.run(() => {
    for (let i = 0; i < 1001; i++) put('a', String(i), iso(NOON + i))
  })
  const { fired, count } = timeline.change({ advance: 'PT2S' })
  expect([fired.length, fired.at(-1)?.subject, count]).toEqual([1000, '999', 1001])
})

test('a change of the clock that there is not is refused', () => {
  const { timeline } = start()
  expect(() => timeline.change({ advnce: 'P1D' } as never)).toThrow('There is no field "advnce". Did you mean "advance"?')
})

test('a clock that cannot be moved there says why, and a transaction that fails moves no clock', () => {
  const { timeline, transactions } = start()
  expect(() => timeline.moveTo(NOON - 1)).toThrow(ClockError)
  expect(() => timeline.advance('soon')).toThrow(ClockError)
  expect(() => timeline.moveTo(LAST + 1)).toThrow(ClockError)
  expect(() => timeline.advance('P401D')).toThrow(ClockError)
  for (const to of ['2026-07-01T12:00:00', 'July 1, 2026', 'soon', Number.NaN, undefined])
    expect(() => timeline.moveTo(to as string)).toThrow(/ is not an ISO 8601 datetime with a time zone such as /)
  for (const period of [undefined, 86_400])
    expect(() => timeline.advance(period as never)).toThrow(/ is not an ISO 8601 duration/)
  for (const mode of ['runing', undefined, ''])
    expect(() => timeline.setMode(mode as never)).toThrow(/^mode is running or frozen, not /)
  expect(() =>
    transactions.run(() => {
      timeline.advance('P1D')
      timeline.setMode('running')
      throw new Error('stop')
    }),
  ).toThrow('stop')
  expect(timeline.version).toEqual({ mode: 'frozen', value: NOON })
})

test('a running clock catches up with what has fallen due, a frozen one has nothing to catch up with', () => {
  const { timeline, machine, schedule, seen } = start({ mode: 'running', value: 0 })
  timeline.catchUp()
  schedule('a', '1', '1970-01-01T00:00:02Z')
  machine.ms = 1999
  timeline.catchUp()
  expect(seen).toEqual([])
  machine.ms = 2000
  timeline.catchUp()
  timeline.catchUp()
  expect(seen).toEqual(['a 1 1970-01-01T00:00:02Z'])
  schedule('a', '2', '1970-01-01T00:00:01Z')
  timeline.catchUp()
  expect(seen).toEqual(['a 1 1970-01-01T00:00:02Z', 'a 2 1970-01-01T00:00:02Z'])
  expect(timeline.now()).toBe('1970-01-01T00:00:02Z')
  timeline.setMode('frozen')
  machine.ms = 60_000
  expect([timeline.mode, timeline.ms]).toEqual(['frozen', 2000])
  timeline.setMode('running')
  machine.ms = 61_000
  expect([timeline.mode, timeline.ms]).toEqual(['running', 3000])
})

test('it catches up inside a transaction too, while its entries change', () => {
  const { timeline, transactions, seen, put } = start()
  transactions.run(() => {
    put('a', '1', iso(NOON + 1000))
    timeline.catchUp()
    put('a', '1', iso(NOON))
    timeline.catchUp()
    put('a', '2', iso(NOON))
    timeline.catchUp()
  })
  expect(seen).toEqual(['a 1 2026-06-01T12:00:00Z', 'a 2 2026-06-01T12:00:00Z'])
})

test('however far it moves at once, the same things happen at the same times', () => {
  const delays = fc.array(fc.nat(20), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(delays, fc.array(fc.nat(8), { maxLength: 8 }), (due, moves) => {
      const [one, other] = [start(), start()]
      for (const { schedule } of [one, other])
        for (const [i, each] of due.entries()) schedule('a', String(i), iso(NOON + each * 1000))
      const total = moves.reduce((sum, each) => sum + each, 0)
      const fired = moves.flatMap((each) => one.timeline.advance(`PT${each}S`))
      if (moves.length) expect(fired).toEqual(other.timeline.advance(`PT${total}S`))
      expect(one.seen).toEqual(other.seen)
      expect(one.pending()).toEqual(other.pending())
      expect(one.timeline.version).toEqual(other.timeline.version)
    }),
  )
})

test('a part of a transaction that is attempted knows what changed before it, and takes back only its own', () => {
  const { transactions, timeline, put, pending } = start()
  transactions.run(() => {
    expect(transactions.isUnderWay).toBe(false)
    put('a', '1', iso(NOON + 1000))
    transactions.attempt(() => expect(transactions.isUnderWay).toBe(true))
    const failing = () =>
      transactions.attempt(() => {
        put('a', '2', iso(NOON + 2000))
        transactions.attempt(() => put('a', '3', iso(NOON + 3000)))
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    put('a', '4', iso(NOON + 4000))
  })
  expect([transactions.isUnderWay, pending()]).toEqual([false, ['a:1 2026-06-01T12:00:01Z', 'a:4 2026-06-01T12:00:04Z']])
  expect(timeline.nextDue).toBe(NOON + 1000)
})
