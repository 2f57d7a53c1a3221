/** People write to an account: openers of conversations about what there is. */
import type { World } from '../../core/world/handle.ts'
import { drawer, type Known, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { letter } from '../email/plots.ts'
import { openers, topicsOf } from './openers.ts'
import { letterPace } from './pace.ts'
import { atWork, colleagueOf } from './people.ts'
import { type CrmPlan, plan } from './plan.ts'
import { newThread, receive } from './receive.ts'

const HOUR_MS = 3_600_000
/** Hours from one conversation to the next; nights and weekends come on top. */
const [SHORTEST, LONGEST] = [16, 56]
/** Every so many letters a colleague of the writer gets a copy. */
const COPIED = 6

const kinds = ['contact', 'contact', 'contact', 'contact', 'contact', 'lead', 'lead', 'agent'] as const
type Kind = (typeof kinds)[number]

/** What kind of person writes the n-th letter. */
const kindOf = (world: World, account: ConnectionRow, n: number): Kind => drawer(world, account).pick('life/kind', n, kinds)

/** Who writes the n-th letter. */
const writerOf = (world: World, account: ConnectionRow, n: number): Known =>
  drawer(world, account).pick('life/writer', n, peopleOf(world, account, kindOf(world, account, n)))

export function planLetter(world: World, account: ConnectionRow, n = 0, pace = letterPace(world, account)): void {
  const { draw, between } = drawer(world, account)
  const them = writerOf(world, account, n)
  const from = world.clock.ms + Math.round(between('life/gap', n, SHORTEST, LONGEST) * pace * HOUR_MS)
  plan(world, account, '', { intent: 'write', at: atWork(world, them.address, from, draw('life/hour', n)), n, pace })
}

export function write(world: World, account: ConnectionRow, { n, pace }: CrmPlan): string {
  planLetter(world, account, n + 1, pace)
  const { pick } = drawer(world, account)
  const them = writerOf(world, account, n)
  const us = ownerOf(world, account)?.firstName ?? ''
  const topics = topicsOf(world, account, them)
  const { subject, text } = pick(
    'life/opener',
    n,
    openers[kindOf(world, account, n)].flatMap((opener) => opener({ us, them, ...topics }) ?? []),
  )
  const copied = n % COPIED === COPIED - 1 ? colleagueOf(them, peopleOf(world, account, 'contact')) : undefined
  receive(world, account, {
    threadId: newThread(world, account, 'letter', n),
    from: them.address,
    cc: copied ? [copied.address] : [],
    subject,
    body: letter(us, text),
  })
  return `${them.address} wrote`
}
