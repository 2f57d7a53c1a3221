import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { defineTable, type IdStyle } from '../../src/core/store/definition.ts'
import { Table } from '../../src/core/store/table.ts'
import { Transactions } from '../../src/core/store/transaction.ts'
import { emptyVersion } from '../../src/core/store/version.ts'
import { countersTable, Ids, idOf } from '../../src/core/world/ids.ts'
import { numberedUuid, seededHex, seededUuid } from '../../src/core/world/random.ts'
import { defineSetting, settingOf } from '../../src/core/world/setting.ts'

const of = (ids: IdStyle) => defineTable({ name: 'pets', kind: 'pet', row: z.object({ id: z.string() }), ids })
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

test('what looks random follows from the seed, the kind and the number', () => {
  expect(seededHex(1, 'pet', 2, 64)).toBe(hash('1/pet/2'))
  expect(seededHex(1, 'pet', 2, 10)).toBe(hash('1/pet/2').slice(0, 10))
  const hex = hash('1/pet/2')
  const uuid = seededUuid(1, 'pet', 2)
  expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  const digits = uuid.replaceAll('-', '')
  expect(digits.slice(0, 12) + digits.slice(13, 16) + digits.slice(17)).toBe(
    hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17, 32),
  )
  const variants = Array.from({ length: 64 }, (_, n) => seededUuid(1, 'pet', n)[19])
  expect([...new Set(variants)].sort()).toEqual(['8', '9', 'a', 'b'])
  expect([1, 255, 4096].map(numberedUuid)).toEqual([
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-0000000000ff',
    '00000000-0000-4000-8000-000000001000',
  ])
})

test('each style of id is one of its own, and only secret ones depend on the secret', () => {
  const source = { seed: 7, secret: 's' }
  expect(idOf(of('integer'), source, 12)).toBe('12')
  expect(idOf(of('numbered'), source, 12)).toBe(numberedUuid(12))
  expect(idOf(of('uuid'), source, 12)).toBe(seededUuid(7, 'pet', 12))
  expect(idOf(of('secret'), source, 12)).toBe(seededHex(7, 'spet', 12, 40))
})

test('the numbers of a kind go on from the last, each kind by itself', () => {
  const transactions = new Transactions()
  const ids = new Ids({ seed: 7, secret: 's' }, new Table(countersTable, transactions, emptyVersion(countersTable)))
  expect(ids.last('pet')).toBe(0)
  transactions.run(() => {
    expect([ids.count('pet'), ids.count('pet'), ids.count('dog')]).toEqual([1, 2, 1])
    expect([ids.next(of('integer')), ids.next(of('uuid'))]).toEqual(['3', seededUuid(7, 'pet', 4)])
    expect([ids.uuid('pet'), ids.secretUuid('pet')]).toEqual([seededUuid(7, 'pet', 5), seededUuid(7, 'spet', 6)])
    // Of what has a cause only those ids follow from it that tell no order.
    const [uuid, number] = ids.because('it is born', () => [ids.next(of('uuid')), ids.next(of('integer'))])
    expect([number, ids.count('pet')]).toEqual(['7', 8])
    expect(ids.because('it is born', () => ids.next(of('uuid')))).toBe(uuid)
  })
  expect([ids.last('pet'), ids.last('dog'), ids.last('cat')]).toEqual([8, 1, 0])
  expect(() => transactions.run(() => ids.count('cat') && JSON.parse('broken'))).toThrow()
  expect(ids.last('cat')).toBe(0)
})

test('a setting is one of its values; the first where it is none of them', () => {
  const mood = defineSetting('mood', ['calm', 'busy'])
  expect(mood).toEqual({ name: 'mood', values: ['calm', 'busy'], shapesStart: false })
  const values = [{}, { mood: 'busy' }, { mood: 'calm' }, { mood: 'odd' }, { mood: undefined }, { other: 'busy' }]
  expect(values.map((each) => settingOf(mood, each))).toEqual(['calm', 'busy', 'calm', 'calm', 'calm', 'calm'])
})
