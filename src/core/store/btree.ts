/** `sorted-btree` is CommonJS: Node hands over its exports, bundlers its default. */
import imported from 'sorted-btree'

type BTreeClass = typeof imported extends { default: infer Class } ? Class : typeof imported

export const BTree = ((imported as unknown as { default?: unknown }).default ?? imported) as BTreeClass
export type BTree<K, V> = InstanceType<typeof BTree<K, V>>
