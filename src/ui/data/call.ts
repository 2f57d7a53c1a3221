/** A call as a value: what is sent is what "copy as" shows. */
import type { ar } from '../../ar/index.ts'
import type { control } from '../../control/index.ts'
import type { TypesOf } from '../../core/call/api.ts'
import type { crm } from '../../crm/index.ts'
import { routes } from './routes.ts'

/** What the operations of each API take and answer. */
interface Apis {
  readonly sim: TypesOf<typeof control>
  readonly ar: TypesOf<typeof ar>
  readonly crm: TypesOf<typeof crm>
}

/** The operations that pages call: `sim.getClock`. */
export type OperationName = keyof typeof routes

type ExchangeOf<Name extends string> = Name extends `${infer Api extends keyof Apis}.${infer Id}`
  ? Apis[Api][Id & keyof Apis[Api]]
  : never
export type GotOf<Name extends OperationName> = ExchangeOf<Name> extends { readonly got: infer Got } ? Got : never
type SentOf<Name extends OperationName> = ExchangeOf<Name> extends { readonly sent: infer Sent } ? Sent : never

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Call<Got = unknown> {
  /** `sim.getClock`; what was called by others may be no operation. */
  readonly operation: string
  /** The world that it is about; undefined for the simulator itself. */
  readonly world: string | undefined
  readonly method: string
  /** Path and query, below the prefix of the world. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** What it was answered, where it was made before. */
  readonly status?: number
  /** Only a type: what it answers. */
  readonly got?: Got
}

interface Details<Name extends OperationName> {
  readonly world?: string | undefined
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: Query
  readonly body?: SentOf<Name>
  /** As whom an API is called: the value of `Authorization`. */
  readonly as?: string | undefined
}

/**
 * Describes a call of an operation.
 * @example
 * call('sim.setClock', { world, body: { advance: 'P1D' } })
 */
export function call<Name extends OperationName>(operation: Name, details: Details<Name> = {}): Call<GotOf<Name>> {
  const { world, path = {}, query = {}, body, as } = details
  const [method = '', route = ''] = routes[operation].split(' ')
  return {
    operation,
    world,
    method,
    path: withQuery(
      route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name]))),
      Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, `${value}`]])),
    ),
    headers: { ...(as && { authorization: as }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    body,
  }
}

export const withQuery = (path: string, query: string[][]): string =>
  query.length ? `${path}?${new URLSearchParams(query)}` : path

/** The path with the prefix of its world. */
export const pathOf = ({ world, path }: Pick<Call, 'world' | 'path'>): string =>
  world === undefined ? path : `/~${world}${path}`

/** What is read by it is kept under this: the world first. */
export const keyOf = ({ world, path, headers }: Call): readonly unknown[] => [world ?? '', path, headers]

/** Whether it only reads. */
export const isRead = ({ method }: Call): boolean => method === 'GET'
