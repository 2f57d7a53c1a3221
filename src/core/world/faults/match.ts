/** Whether what a fault is to match can exist. */
import { type Callable, callProblem, namingProblems, onlyApi, operationsOf } from '../callable.ts'
import { type Identity, whyNobody } from '../identity.ts'
import type { Fault } from './fault.ts'

export interface FaultIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export const issue = (path: string, message: string): FaultIssue => ({ path: path === '' ? [] : path.split('.'), message })

/** The names in what a fault is to match. */
export type MatchNames = Partial<Pick<Fault['match'], 'api' | 'operation' | 'method' | 'path' | 'caller'>>

/** Who may call an API; any unless told. */
export type WhoCalls = (api?: string) => readonly Identity[]

export function matchIssues(match: MatchNames, apis: readonly Callable[], callers: WhoCalls): FaultIssue[] {
  const { caller } = match
  const problems: { readonly field: string; readonly message: string }[] = namingProblems(match, apis)
  const meant = operationsOf(apis, match)
  const last = problems.length ? undefined : callProblem(match, meant)
  if (last) problems.push(last)
  const nobody =
    caller === undefined || problems.some(({ field }) => field === 'api') ? undefined : whyNobody(caller, callers(onlyApi(meant)))
  if (nobody !== undefined) problems.push({ field: 'caller', message: nobody })
  return problems.map(({ field, message }) => issue(`match.${field}`, message))
}
