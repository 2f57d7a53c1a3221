/** Whether what a fault is to match can exist. */
import { nearestName } from '../values/nearest-name.ts'
import type { Fault } from './fault.ts'
import { type Identity, whyNobody } from './identity.ts'

/** An API that faults can hit, with the ids of its operations. */
export interface Callable {
  readonly name: string
  readonly operations: readonly string[]
}

export interface FaultIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export const issue = (path: string, message: string): FaultIssue => ({ path: path === '' ? [] : path.split('.'), message })

/** The names in what a fault is to match. */
export type MatchNames = Partial<Pick<Fault['match'], 'api' | 'operation' | 'path' | 'caller'>>

/** Who may call an API; any unless told. */
export type WhoCalls = (api?: string) => readonly Identity[]

export function matchIssues(
  { api, operation, path, caller }: MatchNames,
  apis: readonly Callable[],
  callers: WhoCalls,
): FaultIssue[] {
  const names = apis.map(({ name }) => name)
  if (api !== undefined && !names.includes(api)) return [issue('match.api', unknown('API', api, names))]
  return [
    ...(operation === undefined
      ? []
      : operationOf(operation, api === undefined ? apis : apis.filter(({ name }) => name === api))),
    ...(path === undefined ? [] : pathOf(path)),
    ...(caller === undefined ? [] : callerOf(caller, callers(api))),
  ]
}

function operationOf(wanted: string, apis: readonly Callable[]): FaultIssue[] {
  const whole = apis.flatMap(({ name, operations }) => operations.map((id) => `${name}.${id}`))
  const found = whole.filter((name) => name === wanted || name.endsWith(`.${wanted}`))
  if (found.length === 1) return []
  return found.length
    ? [issue('match.operation', `There are several: ${found.join(', ')}. Say which.`)]
    : [issue('match.operation', unknown('operation', wanted, [...apis.flatMap(({ operations }) => operations), ...whole]))]
}

function callerOf(word: string, known: readonly Identity[]): FaultIssue[] {
  const why = whyNobody(word, known)
  return why === undefined ? [] : [issue('match.caller', why)]
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  const there = what === 'API' ? ` There is: ${known.join(', ')}.` : ''
  return `There is no ${what} "${name.slice(0, 80)}".${nearest ? ` Did you mean "${nearest}"?` : there}`
}

function pathOf(path: string): FaultIssue[] {
  const bad = (message: string) => [issue('match.path', message)]
  if (!/^[/*]/.test(path)) return bad('A path begins with "/" or "*".')
  if (path.startsWith('/~'))
    return bad('A path is given without the prefix of its world: a fault belongs to the world that it is added to.')
  if (/^\/(__sim|openapi)(\/|$)/.test(path)) return bad('Calls to /__sim and /openapi meet no faults.')
  return /[?#]/.test(path) ? bad('A path is given without the query.') : []
}
