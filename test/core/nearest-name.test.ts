import { expect, test } from 'vitest'
import { nearestName } from '../../src/core/values/nearest-name.ts'

test('a name is near that is at most a third of its letters away, or one; in any case and however it is written', () => {
  const nearest = (name: string) => nearestName(name, ['id', 'due_date', 'status'])
  expect(['stapes', 'stapel'].map(nearest)).toEqual(['status', undefined])
  expect(['ib', 'ab'].map(nearest)).toEqual(['id', undefined])
  expect(nearest('DUE-date')).toBe('due_date')
})

test('the nearest name wins wherever it stands, and of those as near the first', () => {
  expect(nearestName('statuse', ['statuses1', 'status'])).toBe('status')
  expect(nearestName('statuse', ['status', 'statuses1'])).toBe('status')
  expect(nearestName('page_sizes', ['page_sized', 'page_size'])).toBe('page_sized')
})

test('two letters that are swapped are one mistake', () => {
  expect(['onwer', 'wonre', 'nowre'].map((name) => nearestName(name, ['owner']))).toEqual(['owner', undefined, undefined])
  expect(nearestName('di', ['due', 'id'])).toBe('id')
})
