import { expect } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

/** A company whose threads have so many notes, the oldest first. */
const start = (onEmail: number, onCall: number) => {
  const use = client()
  const { world, samples } = use
  const db = collections(world)
  const company = { company: use.companyId }
  const { email, call } = samples.threads ?? {}
  for (const note of db.thread_notes.findMany((q) => q.where(company))) db.thread_notes.delete((q) => q.where({ id: note.id }))
  let second = Date.parse('2026-05-01T00:00:00Z')
  const add = (count: number, thread = '', letter = '') => {
    for (let i = 1; i <= count; i++) {
      second += 1000
      db.thread_notes.create({ thread, content: `${letter}${i}`, created_at: new Date(second).toISOString() })
    }
  }
  add(onEmail, email, 'e')
  add(onCall, call, 'c')
  const notes = (query = '') => use.ar(`GET thread-notes${query}`)
  const contents = (query?: string) => notes(query).body.map(({ content }: { content: string }) => content)
  return { ...use, email, call, notes, contents }
}

rule('C', 'of notes the newest 1,000 are listed, and a warning says how many there are', () => {
  const { notes, contents, email, call } = start(1000, 5)
  const listed = contents()
  expect([listed.length, listed.slice(0, 6), listed.at(-1)]).toEqual([1000, ['c5', 'c4', 'c3', 'c2', 'c1', 'e1000'], 'e6'])
  expect(notes().headers['x-sim-warning']).toEqual(['There are 1005 notes; these are the newest 1000.'])
  expect(contents(`?thread_id=${call}`)).toEqual(['c5', 'c4', 'c3', 'c2', 'c1'])
  const ofEmail = notes(`?thread_id=${email}`)
  expect([ofEmail.body.length, ofEmail.headers['x-sim-warning']]).toEqual([1000, undefined])
})

rule('C', 'the notes of one thread are limited too', () => {
  const { notes, contents, email } = start(1001, 0)
  expect([contents(`?thread_id=${email}`).at(0), contents(`?thread_id=${email}`).at(-1)]).toEqual(['e1001', 'e2'])
  expect(notes(`?thread_id=${email}`).headers['x-sim-warning']).toEqual(['There are 1001 notes; these are the newest 1000.'])
})
