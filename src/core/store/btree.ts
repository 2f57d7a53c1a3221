/** `sorted-btree` is CommonJS: Node hands over its exports, bundlers its default. */
import imported from 'sorted-btree'

/** What is used of it: who imports arsim has no need of its types. */
export interface BTree<K, V> {
  readonly size: number
  get(key: K): V | undefined
  /** @returns whether the key is new */
  set(key: K, value: V): boolean
  delete(key: K): boolean
  entries(): IterableIterator<[K, V]>
  keys(firstKey?: K): IterableIterator<K>
  keysArray(): K[]
  forEachPair(callback: (key: K) => void): number
  deleteRange(low: K, high: K, includeHigh: boolean): number
  minKey(): K | undefined
  maxKey(): K | undefined
  nextHigherKey(key: K | undefined): K | undefined
  nextLowerKey(key: K | undefined): K | undefined
  /** Shares what does not change. */
  clone(): BTree<K, V>
}

type BTreeClass = new <K, V>(entries?: [K, V][], compare?: (a: K, b: K) => number) => BTree<K, V>

export const BTree = ((imported as unknown as { default?: unknown }).default ?? imported) as BTreeClass

/** A tree of keys that are in order: none is compared, the one that is added comes behind all others. */
export function treeOf<K>(sorted: readonly K[], compare: (a: K, b: K) => number): BTree<K, undefined> {
  let last: K | undefined
  const tree = new BTree<K, undefined>(undefined, (a) => (a === last ? 1 : -1))
  for (last of sorted) tree.set(last, undefined)
  return Object.assign(tree, { _compare: compare })
}

/** What a tree is made of. A node with children knows how many keys are below it. */
interface Node<K> {
  readonly children?: readonly Node<K>[]
  indexOf(place: K, ifMissing: 0, compare: (a: K, b: K) => number): number
  size(): number
}

/** How many keys of a tree come before a place. One way down; the tree itself can only count key by key, or leaf by leaf. */
export function rankOf<K, V>(tree: BTree<K, V>, place: K): number {
  const { _root, _compare } = tree as unknown as { _root: Node<K>; _compare: (a: K, b: K) => number }
  let rank = 0
  for (let node: Node<K> | undefined = _root; node; ) {
    const at = node.indexOf(place, 0, _compare)
    const { children }: Node<K> = node
    if (!children) return rank + at
    for (let i = 0; i < at; i++) rank += children[i]?.size() ?? 0
    node = children[at]
  }
  return rank
}
