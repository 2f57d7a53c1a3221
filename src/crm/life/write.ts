/** People write to an account: openers of conversations about what there is. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, type Known, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { letter } from '../email/plots.ts'
import { type Letter, openers, topicsOf } from './openers.ts'
import { letterPace, mailOf } from './pace.ts'
import { atWork, colleagueOf, isUnwanted } from './people.ts'
import { type CrmPlan, plan } from './plan.ts'
import { newThread, receive } from './receive.ts'

const HOUR_MS = 3_600_000
/** Hours from one conversation to the next; nights and weekends come on top. */
const [SHORTEST, LONGEST] = [16, 56]
/** Every so many letters a colleague of the writer gets a copy. */
const COPIED = 6

/** Days in which nobody writes the same once more, and how many people are asked until one has something else to say. */
const AGAIN = 120
const ASKED = 24

const kinds = ['contact', 'contact', 'contact', 'contact', 'contact', 'lead', 'lead', 'agent'] as const

interface Writer {
  readonly kind: (typeof kinds)[number]
  readonly them: Known
}

/** Who writes the n-th letter: the first of those who are asked that has something to say; undefined where none has. */
function writerOf(world: World, account: ConnectionRow, n: number): Writer | undefined {
  const { pick } = drawer(world, account)
  const mail = mailOf(world, account)
  for (let asked = 0; asked < ASKED; asked++) {
    const kind = pick(`life/kind/${asked}`, n, kinds)
    const them = pick(`life/writer/${asked}`, n, peopleOf(world, account, kind))
    if (lettersOf(world, account, { kind, them }, mail).length) return { kind, them }
  }
  return undefined
}

/** Somebody who meant to write, as they are known now. */
function knownAs(world: World, account: ConnectionRow, address: string | null): Writer | undefined {
  for (const kind of new Set(kinds)) {
    const them = peopleOf(world, account, kind).find((each) => each.address === address)
    if (them) return { kind, them }
  }
  return undefined
}

/** What somebody can write: what they have not written lately. Who was asked not to writes nothing. */
function lettersOf(world: World, account: ConnectionRow, { kind, them }: Writer, mail = mailOf(world, account)): Letter[] {
  if (isUnwanted(mail, them)) return []
  const from = toIso(world.clock.ms - AGAIN * DAY_MS)
  const lately = mail.filter((email) => email.from === them.address && email.receivedAt > from)
  const said = new Set(lately.map(({ body }) => body))
  const us = ownerOf(world, account)?.firstName ?? ''
  const topics = topicsOf(world, account, them)
  const letters = openers[kind].flatMap((opener) => opener({ us, them, ...topics }) ?? [])
  return letters.map(({ subject, text }) => ({ subject, text: letter(us, text) })).filter(({ text }) => !said.has(text))
}

export function planLetter(world: World, account: ConnectionRow, n = 0, pace = letterPace(world, account)): void {
  const { draw, between } = drawer(world, account)
  const who = writerOf(world, account, n)?.them.address ?? null
  const from = world.clock.ms + Math.round(between('life/gap', n, SHORTEST, LONGEST) * pace * HOUR_MS)
  plan(world, account, '', { intent: 'write', who, at: atWork(world, who ?? account.email, from, draw('life/hour', n)), n, pace })
}

export function write(world: World, account: ConnectionRow, { who, n, pace }: CrmPlan): string {
  const outcome = writeAs(world, account, knownAs(world, account, who) ?? writerOf(world, account, n), n)
  planLetter(world, account, n + 1, pace)
  return outcome
}

function writeAs(world: World, account: ConnectionRow, writer: Writer | undefined, n: number): string {
  const letters = writer ? lettersOf(world, account, writer) : []
  if (!writer || !letters.length) return 'nobody has anything new to say'
  const { them } = writer
  const { subject, text } = drawer(world, account).pick('life/opener', n, letters)
  const copied = n % COPIED === COPIED - 1 ? colleagueOf(them, peopleOf(world, account, 'contact')) : undefined
  receive(world, account, {
    threadId: newThread(world, account, 'letter', n),
    from: them.address,
    cc: copied ? [copied.address] : [],
    subject,
    body: text,
  })
  return `${them.address} wrote`
}
