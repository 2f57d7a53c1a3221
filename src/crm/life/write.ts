/** People write to an account: openers of conversations about what there is. */
import { DAY_MS, HOUR_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, type Known, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { letter } from '../email/plots.ts'
import { arrive, newThread } from './arrive.ts'
import { type Letter, openers, topicsOf } from './openers.ts'
import { letterPace, mailFrom, sentBy } from './pace.ts'
import { atWork, colleagueOf, isUnwanted } from './people.ts'
import { type CrmPlan, plan } from './plan.ts'

/** Hours from one conversation to the next; nights and weekends come on top. */
const [SHORTEST, LONGEST] = [16, 55]
/** Every so many letters a colleague of the writer gets a copy. */
const COPIED = 6

/** Days in which nobody writes the same once more, and how many people are asked until one has something else to say. */
const AGAIN = 120
const ASKED = 24

const kinds = ['contact', 'contact', 'contact', 'contact', 'contact', 'lead', 'lead', 'agent'] as const

interface Writer {
  readonly them: Known
  /** What they can write about. */
  readonly letters: readonly Letter[]
}

/**
 * Who writes the n-th letter: the first of those who are asked that has something to say; undefined where none has.
 *
 * @param who the address of the one who meant to
 */
function writerOf(world: World, account: ConnectionRow, n: number, who: string | null): Writer | undefined {
  const { pick } = drawer(world, account)
  const sent = sentBy(world, account)
  for (let asked = 0; asked < ASKED; asked++) {
    const kind = pick(`life/kind/${asked}`, n, kinds)
    const them = pick(`life/writer/${asked}`, n, peopleOf(world, account, kind))
    const canWrite = (who === null || who === them.address) && !isUnwanted(sent, them)
    const letters = canWrite ? lettersOf(world, account, kind, them) : []
    if (letters.length) return { them, letters }
  }
  return undefined
}

/** What somebody has not said lately. */
function lettersOf(world: World, account: ConnectionRow, kind: (typeof kinds)[number], them: Known): Letter[] {
  const us = ownerOf(world, account)?.firstName ?? ''
  const topics = topicsOf(world, account, them)
  const letters = openers[kind].flatMap((opener) => opener({ us, them, ...topics }) ?? [])
  const said = mailFrom(world, account.user, them.address, world.clock.ms - AGAIN * DAY_MS).map(({ body }) => body)
  return letters.map(({ subject, text }) => ({ subject, text: letter(us, text) })).filter(({ text }) => !said.includes(text))
}

export function planLetter(world: World, account: ConnectionRow, n = 0, pace = letterPace(world, account)): void {
  const { draw, between } = drawer(world, account)
  const who = writerOf(world, account, n, null)?.them.address ?? null
  const from = world.clock.ms + Math.round(between('life/gap', n, SHORTEST, LONGEST) * pace * HOUR_MS)
  plan(world, account, '', { intent: 'write', who, at: atWork(world, who ?? account.email, from, draw('life/hour', n)), n, pace })
}

export function write(world: World, account: ConnectionRow, { who, n, pace }: CrmPlan): string {
  const outcome = writeAs(world, account, writerOf(world, account, n, who) ?? writerOf(world, account, n, null), n)
  planLetter(world, account, n + 1, pace)
  return outcome
}

function writeAs(world: World, account: ConnectionRow, writer: Writer | undefined, n: number): string {
  if (!writer) return 'nobody has anything new to say'
  const { them, letters } = writer
  const { subject, text } = drawer(world, account).pick('life/opener', n, letters)
  const copied = n % COPIED === COPIED - 1 ? colleagueOf(them, peopleOf(world, account, 'contact')) : undefined
  arrive(world, account, {
    threadId: newThread(world, account, 'letter', n),
    from: them.address,
    cc: copied ? [copied.address] : [],
    subject,
    body: text,
  })
  return `${them.address} wrote`
}
