/** What only works through a connected account, and what helps where that cannot be used. */
import type { EventExample } from '../../core/call/event.ts'
import type { Example } from '../../core/call/operation.ts'
import type { Rule } from '../../core/call/rule.ts'
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { activeConnection, type ConnectionRow, crmConnections, isActive, isConnected } from './connection.ts'

export const NOT_CONNECTED =
  'The account is not connected, or its grant was revoked. Connect it: GET /oauth/{provider}/authorize.'
export const EXPIRED = 'The connection has expired or failed. Refresh it: POST /connections/{id}/refresh.'

/** Why a connection cannot be used; undefined for one that can. */
function reasonOf(connection: ConnectionRow | undefined): string | undefined {
  if (!connection || !isConnected(connection) || connection.isRevoked) return NOT_CONNECTED
  return isActive(connection) ? undefined : EXPIRED
}

/** A reason with what it speaks of: the connection, and its provider. */
export const speakingOf = (reason: string, connection: Pick<ConnectionRow, 'id' | 'provider'> | undefined): string =>
  connection ? reason.replace('{id}', connection.id).replace('{provider}', connection.provider) : reason

/** The rules that the connection which a call uses is active: each says what helps. */
export const needs = <Call>(connectionOf: (call: Call) => ConnectionRow | undefined): readonly Rule<Call>[] =>
  [NOT_CONNECTED, EXPIRED].map((refuse) => ({
    refuse,
    kind: 'conflict',
    when: (call) => reasonOf(connectionOf(call)) === refuse,
    says: (call) => speakingOf(refuse, connectionOf(call)),
  }))

interface Caller {
  readonly world: World
  readonly user: UserRow
}

/** The connection that a person's calls go through unless told: the oldest that is active, or else one that a refresh brings back. */
export function connectionToUse({ world, user }: Caller): ConnectionRow | undefined {
  const own = world.table(crmConnections).list('ofUser', user.id)
  return activeConnection(world, user) ?? own.find(({ isRevoked }) => !isRevoked) ?? own[0]
}

/** The rules that the caller has an active connection. */
export const needsConnection = needs<Caller>(connectionToUse)

/** For examples: a world in which nobody has an active connection, and a refresh would help all. */
export function expireConnections(world: World): void {
  for (const connection of [...world.table(crmConnections).all()])
    world.save(crmConnections, { ...connection, status: 'expired' as const, isRevoked: false })
}

/** For examples: a world in which every account was disconnected. */
function disconnectAll(world: World): void {
  for (const connection of [...world.table(crmConnections).all()])
    world.save(crmConnections, { ...connection, status: 'disconnected' as const })
}

/** The rule of events that happen to a connection, and an example of it. */
export const refuseDisconnected: Rule<{ readonly target: ConnectionRow }> = {
  refuse: 'The account was disconnected.',
  when: ({ target }) => !isConnected(target),
}
export const disconnectedEventExample: EventExample = {
  name: 'refuses an account that was disconnected',
  mark: 'C',
  given: disconnectAll,
  body: { connection: 1 },
  expect: { status: 400, body: { error: { message: refuseDisconnected.refuse } } },
}

type Call = Pick<Example, 'path' | 'body'>

const refusal = (name: string, given: (world: World) => void, message: string, call: Call): Example => ({
  name,
  mark: 'C',
  given,
  ...call,
  expect: { status: 409, body: { error: { code: 'CONFLICT', message } } },
})

const first = { id: '1', provider: 'google' } as const

/** An example of a call through the first connection, which has expired. */
export const expiredExample = (name: string, call: Call): Example =>
  refusal(name, expireConnections, speakingOf(EXPIRED, first), call)

/** An example of a call through the first connection, which is disconnected. */
export const disconnectedExample = (name: string, call: Call): Example =>
  refusal(name, disconnectAll, speakingOf(NOT_CONNECTED, first), call)

/** An example for each rule that the caller has an active connection. */
export const connectionExamples = (call: Call = {}): Example[] => [
  expiredExample('refuses without an active connection', call),
  refusal('refuses without a connected account', disconnectAll, NOT_CONNECTED, call),
]
