/** Whether what a fault is to match can exist. */
import { type Callable, callProblem, namingProblems, operationsOf } from './callable.ts'
import type { Fault } from './fault.ts'

export interface FaultIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export const issue = (path: string, message: string): FaultIssue => ({ path: path === '' ? [] : path.split('.'), message })

/** The names in what a fault is to match. */
export type MatchNames = Partial<Pick<Fault['match'], 'api' | 'operation' | 'method' | 'path'>>

export function matchIssues(match: MatchNames, apis: readonly Callable[]): FaultIssue[] {
  const problems = namingProblems(match, apis)
  const meant = operationsOf(apis, match)
  if (match.operation !== undefined && meant.length > 1) {
    const names = meant.map(({ api, id }) => `${api}.${id}`).join(', ')
    problems.unshift({ field: 'operation', message: `There are several: ${names}. Say which.` })
  }
  const last = problems.length ? undefined : callProblem(match, meant)
  return [...problems, ...(last ? [last] : [])].map(({ field, message }) => issue(`match.${field}`, message))
}
