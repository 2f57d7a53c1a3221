import { expect, test } from 'vitest'
import { defineLifecycle } from '../../src/core/store/lifecycle.ts'

const doors = defineLifecycle({
  statuses: ['open', 'shut', 'locked', 'gone'],
  table: [
    ['shut', ['open'], 'shut'],
    ['shut', ['shut'], 'shut', 'unchanged'],
    ['turn', ['shut', 'locked'], ['locked', 'shut']],
    ['open', ['shut'], 'open'],
  ],
})

test('a lifecycle says what is possible from where, in the order of its table', () => {
  expect(doors).toMatchObject({ field: 'status', initial: ['open'], events: ['shut', 'turn', 'open'] })
  expect(doors.possible('shut')).toEqual(['shut', 'turn', 'open'])
  expect(doors.possible('gone')).toEqual([])
  expect([doors.from('turn'), doors.from('shut'), doors.from('burn')]).toEqual([['shut', 'locked'], ['open', 'shut'], []])
  expect(doors.find('turn', 'shut')).toEqual({
    event: 'turn',
    from: ['shut', 'locked'],
    to: ['locked', 'shut'],
    unchanged: false,
  })
  expect(doors.find('shut', 'shut')?.unchanged).toBe(true)
  expect(doors.find('turn', 'open')).toBeUndefined()
  expect(doors.can('turn', { status: 'locked' })).toBe(true)
  expect(doors.can('open', { status: 'open' })).toBe(false)
  expect(doors.can('open', {})).toBe(false)
})

test('a lifecycle allows a change of status that any of its rows leads to', () => {
  expect(doors.allows('open', 'shut')).toBe(true)
  expect(doors.allows('locked', 'shut')).toBe(true)
  expect(doors.allows('shut', 'locked')).toBe(true)
  expect(doors.allows('open', 'locked')).toBe(false)
  expect(doors.allows('locked', 'open')).toBe(false)
})

test('an event makes a new row, with the usual status unless told, and leaves the rest', () => {
  const row = { id: '1', status: 'shut', color: 'red' }
  expect(doors.apply('turn', row)).toEqual({ id: '1', status: 'locked', color: 'red' })
  expect(doors.apply('turn', row, 'shut')).toEqual(row)
  expect(row.status).toBe('shut')
})

test('an event that leads nowhere throws, and says from where and to what', () => {
  expect(() => doors.apply('open', { status: 'open' })).toThrow('No way leads by "open" from status "open".')
  expect(() => doors.apply('turn', { status: 'gone' }, 'locked')).toThrow(
    'No way leads by "turn" from status "gone" to "locked".',
  )
  expect(() => doors.apply('turn', { status: 'shut' }, 'gone')).toThrow('No way leads by "turn" from status "shut" to "gone".')
})

test('a lifecycle may be about another column, and start otherwise', () => {
  const lamps = defineLifecycle({
    field: 'light',
    statuses: ['off', 'on'],
    initial: ['on', 'off'],
    table: [['push', ['off'], 'on']],
  })
  expect(lamps.initial).toEqual(['on', 'off'])
  expect(lamps.apply('push', { light: 'off', status: 'on' })).toEqual({ light: 'on', status: 'on' })
  expect(lamps.can('push', { light: 'on', status: 'off' })).toBe(false)
})

test('two rows cannot speak of one event and status', () => {
  const twice = () =>
    defineLifecycle({
      statuses: ['a', 'b'],
      table: [
        ['go', ['a'], 'b'],
        ['go', ['b', 'a'], 'a'],
      ],
    })
  expect(twice).toThrow('Two rows of a lifecycle speak of "go a".')
})
