/** The rows of a version in the order of each group of one index: put in their places once somebody looks, not as they are written. */
import { BTree, treeOf } from './btree.ts'
import { type Compare, compareIds } from './compare.ts'
import type { IndexDefinition, Row } from './definition.ts'
import { Overlay } from './overlay.ts'
import type { Rows } from './select.ts'

/** What has been written to a version, in order: of each change the row before and the row after, either of which may not be there. */
export type Written<R extends Row> = (R | undefined)[]

/** What was written to versions one after another that nobody has looked into. */
interface Waiting<R extends Row> {
  readonly older: Waiting<R> | undefined
  readonly written: Written<R>
  /** How much there is in all. */
  readonly size: number
}

export class TableIndex<R extends Row> {
  readonly compare: Compare<R>
  readonly #groupOf: IndexDefinition<R>['groupOf']
  /** Undefined where so much was written that they are made anew once somebody looks. */
  #groups: Overlay<Rows<R>> | undefined
  /** What was written to older versions, and is to be put in its place first. */
  #waiting: Waiting<R> | undefined
  /** Whether another version has the same groups. */
  #isShared = true
  /** The trees that no other version has. */
  readonly #own = new Set<Rows<R>>()
  /** How much of what was written to this version is in its place. */
  #placed = 0

  private constructor(
    compare: Compare<R>,
    groupOf: IndexDefinition<R>['groupOf'],
    groups: Overlay<Rows<R>>,
    waiting?: Waiting<R>,
  ) {
    this.compare = compare
    this.#groupOf = groupOf
    this.#groups = groups
    this.#waiting = waiting
  }

  /** An index over rows that never change: they are read when somebody looks. */
  static over<R extends Row>({ compare, groupOf }: IndexDefinition<R>, rows: Overlay<R>): TableIndex<R> {
    return new TableIndex(compare, groupOf, groupsOf(rows, groupOf, compare))
  }

  /** The rows of each group by its name, all that was written in its place. */
  groups(rows: Overlay<R>, written: Written<R>): Overlay<Rows<R>> {
    return this.#groups && this.#isUpTo(written) ? this.#groups : this.#catchUp(rows, written)
  }

  /** What was written is dropped: it is put in its place, or waits if nobody has looked yet. Where it is much, all is made anew once somebody looks. */
  settle(rows: Overlay<R>, written: Written<R>): void {
    if (this.#groups && this.#placed < written.length) {
      const size = (this.#waiting?.size ?? 0) + written.length - this.#placed
      if (size > patience(rows.size)) this.#groups = undefined
      else if (this.#groups.isRead) this.#catchUp(rows, written)
      else if (size > FEWEST) this.#groups = undefined
      // Nothing of it is in its place, or somebody would have looked.
      else this.#waiting = { older: this.#waiting, written, size }
    }
    if (!this.#groups) this.#waiting = undefined
    this.#placed = 0
  }

  /** The same for another version, which begins with these rows; they change no more. */
  copy(rows: Overlay<R>, written: Written<R>): TableIndex<R> {
    this.settle(rows, written)
    this.#groups ??= groupsOf(rows, this.#groupOf, this.compare)
    this.#isShared = true
    this.#placed = written.length
    return new TableIndex(this.compare, this.#groupOf, this.#groups, this.#waiting)
  }

  /** The same over rows that never change. */
  settled(rows: Overlay<R>, written: Written<R>): TableIndex<R> {
    const groups = this.#isUpTo(written) ? this.#groups?.settled() : undefined
    return new TableIndex(this.compare, this.#groupOf, groups ?? groupsOf(rows, this.#groupOf, this.compare))
  }

  #isUpTo(written: Written<R>): boolean {
    return this.#placed === written.length && !this.#waiting
  }

  #catchUp(rows: Overlay<R>, written: Written<R>): Overlay<Rows<R>> {
    let groups = this.#groups
    if (!groups) {
      const made = grouped(rows.values(), this.#groupOf, this.compare)
      groups = Overlay.over(() => made)
      this.#own.clear()
    } else {
      if (this.#isShared) groups = groups.clone()
      const waiting: Written<R>[] = []
      for (let each = this.#waiting; each; each = each.older) waiting.push(each.written)
      for (const each of waiting.reverse()) this.#placeAll(groups, each, 0)
      this.#placeAll(groups, written, this.#placed)
    }
    this.#groups = groups
    this.#waiting = undefined
    this.#isShared = false
    this.#placed = written.length
    return groups
  }

  #placeAll(groups: Overlay<Rows<R>>, written: Written<R>, from: number): void {
    for (let i = from; i < written.length; i += 2) this.#place(groups, written[i], written[i + 1])
  }

  #place(groups: Overlay<Rows<R>>, before: R | undefined, after: R | undefined): void {
    const was = before && this.#groupOf(before)
    const is = after && this.#groupOf(after)
    if (before && was !== undefined && !(after && was === is && this.compare(before, after) === 0))
      this.#remove(groups, was, before)
    if (after && is !== undefined) this.#writable(groups, is).set(after, undefined)
  }

  #remove(groups: Overlay<Rows<R>>, group: string, row: R): void {
    const rows = this.#writable(groups, group)
    rows.delete(row)
    if (rows.size === 0) groups.delete(group)
  }

  #writable(groups: Overlay<Rows<R>>, group: string): Rows<R> {
    const current = groups.get(group)
    if (current && this.#own.has(current)) return current
    const rows = current ? current.clone() : new BTree<R, undefined>(undefined, this.compare)
    groups.set(group, rows, !current)
    this.#own.add(rows)
    return rows
  }
}

/** Of what is written, the rows before and after are counted. */
const FEWEST = 1_024

/** So much waits for somebody to look: to put more in its place takes as long as to make the index anew. */
export const patience = (rows: number): number => Math.max(FEWEST, rows / 4)

const groupsOf = <R extends Row>(rows: Overlay<R>, groupOf: IndexDefinition<R>['groupOf'], compare: Compare<R>) =>
  Overlay.over(() => grouped(rows.values(), groupOf, compare))

/** The rows of each group by its name: those of a group are put in order once somebody asks for it. */
class Groups<R extends Row> {
  readonly #byName: Map<string, R[] | Rows<R>>
  readonly #compare: Compare<R>
  #names: readonly string[] | undefined

  constructor(byName: Map<string, R[]>, compare: Compare<R>) {
    this.#byName = byName
    this.#compare = compare
  }

  get size(): number {
    return this.#byName.size
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  get(name: string): Rows<R> | undefined {
    const rows = this.#byName.get(name)
    return Array.isArray(rows) ? this.#inOrder(name, rows) : rows
  }

  keys(): readonly string[] {
    this.#names ??= [...this.#byName.keys()].sort(compareIds)
    return this.#names
  }

  *[Symbol.iterator](): Generator<[string, Rows<R>], undefined> {
    for (const name of this.keys()) yield [name, this.get(name) as Rows<R>]
  }

  #inOrder(name: string, rows: R[]): Rows<R> {
    const tree = treeOf(rows.sort(this.#compare), this.#compare)
    this.#byName.set(name, tree)
    return tree
  }
}

function grouped<R extends Row>(rows: Iterable<R>, groupOf: IndexDefinition<R>['groupOf'], compare: Compare<R>): Groups<R> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const name = groupOf(row)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return new Groups(groups, compare)
}
