/** Whether a world notices what clients get wrong, and holds nothing against those who get it right. */
import { describe, expect, test } from 'vitest'
import { harmRules } from '../src/ar/harms/rules.ts'
import { mended, mistakes } from './support/harm-mistakes.ts'
import { session } from './support/harm-session.ts'
import { played, stage } from './support/harm-stage.ts'

const rulesOf = (harms: readonly { readonly rule: string }[]): string[] => harms.map(({ rule }) => rule)

test('there are a hundred mistakes, of every rule some', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(100)
  for (const { name } of harmRules) expect(mistakes.filter(({ rule }) => rule === name).length, name).toBeGreaterThan(7)
})

describe('of the mistakes of clients', () => {
  for (const mistake of mistakes) {
    const { rule, name, way, options, happens, works, habits } = mistake
    test(`${rule}: ${name}`, () => {
      const play = (its: typeof habits) => {
        const scene = stage(way, options)
        happens(scene)
        const before = scene.world.harms().length
        return played(scene, { ways: [way], ...its }, works && ((client) => works(client, scene))).slice(before)
      }
      const harms = play(habits)
      expect(rulesOf(harms)).toContain(rule)
      for (const harm of harms) expect(harm.entries.length, harm.sentence).toBeGreaterThan(0)
      expect(rulesOf(play(mended(mistake)))).toEqual([])
    })
  }
})

const SESSIONS = Number(process.env.HARM_SESSIONS ?? 40)
const FIRST = Number(process.env.HARM_SEED ?? 1)

test('a client that looks before it writes harms nobody', () => {
  let written = 0
  for (let seed = FIRST; seed < FIRST + SESSIONS; seed++) {
    const { harms, letters } = session(seed)
    expect(harms, `session ${seed}`).toEqual([])
    written += letters
  }
  expect(written).toBeGreaterThan(SESSIONS)
}, 7_200_000)
