/** Calls by the names of their operations, as test authors read them. */
import type { CallEntry } from './journal/entry.ts'

/**
 * What the operations of each API take and answer, by the API's name and the operation's id.
 * The core knows no APIs: the entries of the package declare theirs here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the entries of the package
export interface CallTypes {}

/** What an operation takes and answers. */
export interface Exchange {
  readonly sent: unknown
  readonly got: unknown
}

type Apis = keyof CallTypes
type Ids<Api extends Apis> = keyof CallTypes[Api] & string

/** `approveAction`, or with its API's name, `ar.approveAction`: where several APIs have an operation of one name, `crm.login` is that of one. */
export type OperationName = { [Api in Apis]: Ids<Api> | `${Api}.${Ids<Api>}` }[Apis]

/** What the operations of a name take and answer. */
type ExchangeOf<Name extends string> = Name extends `${infer Api extends Apis}.${infer Id}`
  ? CallTypes[Api][Id & keyof CallTypes[Api]]
  : { [Api in Apis]: Name extends keyof CallTypes[Api] ? CallTypes[Api][Name] : never }[Apis]

/** An accepted or refused call of an operation, with the bodies of an accepted one. */
export type CallOf<Name extends string> =
  ExchangeOf<Name> extends infer It extends Exchange ? CallEntry<It['sent'], It['got']> : CallEntry
