/** What a customer has promised, and what came of it. */
import type { World } from '../../core/world/handle.ts'
import type { ThreadRow } from '../communications/thread.ts'
import type { OpenInvoice } from '../customers/customer-totals.ts'
import { isFor } from '../promises/covers.ts'
import { promiseFor, promiseHolding, reaches } from '../promises/keeping.ts'
import { type PromiseRow, promises, wholeOf } from '../promises/promise.ts'
import type { Debtor } from './debtor.ts'

export interface PromiseFacts {
  /** Of those that run the one that is to be kept first, with the whole amount that its message says for the day. */
  readonly promise: PromiseRow | undefined
  /** That one, unless another one was broken that nothing has followed. */
  readonly awaited: PromiseRow | undefined
  /** What was promised in the customer’s last message. */
  readonly said: PromiseRow | undefined
  /** By open invoice the promise about it that runs and whose day comes first. */
  readonly promisedAbout: ReadonlyMap<string, PromiseRow>
  /** By open invoice the last promise about it, where that was broken. */
  readonly brokenAbout: ReadonlyMap<string, PromiseRow>
  /** The last one of those; where they are not all followed by a promise or an announcement, of the others. */
  readonly broken: PromiseRow | undefined
  /** How many promises were kept, and how many broken; those of one message are one. */
  readonly kept: number
  readonly brokenCount: number
}

/** @param heard the customer’s last message */
export function promisesOf(
  world: World,
  { id }: Debtor,
  open: readonly OpenInvoice[],
  heard: ThreadRow | undefined,
): PromiseFacts {
  const all = world.table(promises).list('ofCustomer', id)
  const broken = messagesWith(all, 'broken')
  const said = all.filter(({ thread }) => thread !== null && thread === heard?.id)
  const running = world.table(promises).list('activeOf', id)
  const promisedAbout = aboutEach(open, (invoice) => promiseFor(world, { ...invoice, customer: id }))
  const brokenAbout = lastBroken(world, all, open)
  const isWaitedFor = (invoice: OpenInvoice): boolean =>
    isAnnounced(invoice) || promiseHolding(world, { ...invoice, customer: id }) !== undefined
  const alone = open.flatMap((invoice) => (isWaitedFor(invoice) ? [] : (brokenAbout.get(invoice.id) ?? [])))
  const last = new Set(alone.length ? alone : brokenAbout.values())
  const promise =
    running[0] &&
    wholeOf(
      running[0],
      all.filter(({ status }) => status !== 'cancelled'),
    )
  return {
    promise,
    awaited: alone.length ? undefined : promise,
    said: said.find(({ status }) => status === 'broken') ?? said[0],
    promisedAbout,
    brokenAbout,
    broken: all.find((promise) => last.has(promise)),
    kept: [...messagesWith(all, 'kept')].filter((message) => !broken.has(message)).length,
    brokenCount: broken.size,
  }
}

/** At least a part of it is. */
const isAnnounced = ({ expected }: OpenInvoice): boolean => expected.some(({ ground }) => ground === 'announced')

const messagesWith = (all: readonly PromiseRow[], wanted: PromiseRow['status']): Set<string> =>
  new Set(all.filter(({ status }) => status === wanted).map(({ id, thread }) => thread ?? id))

/** By open invoice the promise that is found for it. */
function aboutEach(
  open: readonly OpenInvoice[],
  find: (invoice: OpenInvoice) => PromiseRow | undefined,
): ReadonlyMap<string, PromiseRow> {
  const about = new Map<string, PromiseRow>()
  for (const invoice of open) {
    const promise = find(invoice)
    if (promise) about.set(invoice.id, promise)
  }
  return about
}

/** @param all the promises of a customer, the newest first */
function lastBroken(world: World, all: readonly PromiseRow[], open: readonly OpenInvoice[]): ReadonlyMap<string, PromiseRow> {
  const ended = all.filter(({ status }) => status === 'kept' || status === 'broken')
  return aboutEach(ended.some(({ status }) => status === 'broken') ? open : [], (invoice) => {
    const last = ended.find((promise) => isFor(world, promise, invoice))
    return last?.status === 'broken' && reaches(world, last, invoice) ? last : undefined
  })
}
