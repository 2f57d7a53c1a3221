/** Named states of a world, in memory: what they share with the present takes no room. */
import { noSuch } from '../values/nearest-name.ts'
import type { Account, Holding } from './ledger.ts'

/** A snapshot that cannot be. The message says why. */
export class SnapshotError extends Error {
  override get name(): string {
    return 'SnapshotError'
  }
}

const MOST = 100
/** What a snapshot can be called, and how long that may be. */
export const SNAPSHOT_NAME = /^\.*[A-Za-z0-9_ -][A-Za-z0-9_. -]*$/
export const LONGEST_SNAPSHOT_NAME = 64

interface Kept {
  readonly present: { readonly holding: Holding | undefined }
}

/** What has a past. */
interface Past<Moment extends Kept> {
  readonly account: Account
  moment(): Moment
  goTo(moment: Moment): void
  steer<T>(action: string, work: () => T, subject?: (result: T) => unknown): T
}

export class Snapshots<Moment extends Kept = Kept> {
  readonly #world: Past<Moment>
  readonly #byName = new Map<string, Moment>()

  constructor(world: Past<Moment>) {
    this.#world = world
  }

  get size(): number {
    return this.#byName.size
  }

  /** Their names, the one taken first comes first. */
  list(): string[] {
    return [...this.#byName.keys()]
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /**
   * Keeps the present under a name, its clock too. One of that name is replaced.
   *
   * @throws SnapshotError for a name that is none, and where there are too many
   * @throws OutOfSpace where there is no room
   */
  take(name: string): void {
    if (typeof name !== 'string' || name.length > LONGEST_SNAPSHOT_NAME || !SNAPSHOT_NAME.test(name))
      throw new SnapshotError('The name of a snapshot is 1 to 64 of A-Z a-z 0-9 _ . - and spaces, and not of dots alone.')
    if (!this.has(name) && this.size === MOST) throw new SnapshotError(`There are ${MOST} snapshots of this world already.`)
    const moment = this.#world.moment()
    this.#world.account.keep(moment.present.holding)
    this.remove(name)
    this.#byName.set(name, moment)
  }

  /**
   * Takes the world back. A reset goes to where it went when the snapshot was taken.
   *
   * @throws SnapshotError where there is none of that name
   * @throws OutOfSpace where there is no room
   */
  restore(name: string): void {
    const moment = this.#byName.get(name)
    if (!moment) throw new SnapshotError(this.unknown(name))
    this.#world.steer(
      'snapshot-restored',
      () => this.#world.goTo(moment),
      () => name,
    )
  }

  /** Forgets a snapshot; returns whether there was one. */
  remove(name: string): boolean {
    const moment = this.#byName.get(name)
    if (moment) this.#world.account.drop(moment.present.holding)
    return this.#byName.delete(name)
  }

  /** What to say of a name that there is not. */
  unknown(name: string): string {
    return noSuch('snapshot', String(name), this.list())
  }
}
