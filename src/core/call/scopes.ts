/** What an API finds out about a call before its operations do: for whom it is, and in what. */

import type { Rung } from './api.ts'
import type { CallInProgress } from './call.ts'
import { operationsOf } from './operation.ts'
import type { PossibleRefusal, Refusal } from './refusal.ts'

/** Looks for something about a call: finds it, or refuses. */
export interface Finder<Found extends object, Known = unknown> {
  readonly find: (call: CallInProgress & Known) => Found | Refusal
  /** Why it refuses. For the document. */
  readonly refuses?: readonly PossibleRefusal[]
}

const isRefusal = (found: object): found is Refusal => 'kind' in found

/** Whether anybody may call this; where the path has no such method, whether anybody may call the others. */
const isPublic = ({ matched, methods }: CallInProgress): boolean =>
  matched ? matched.isPublic : [...methods.values()].every((operation) => operation.isPublic)

function add(call: CallInProgress, found: object): Refusal | undefined {
  if (isRefusal(found)) return found
  Object.assign(call, found)
  return undefined
}

/**
 * An API's `defineOperation`, typed by what its own checks find, and those checks as rungs of its ladder:
 * what they return is what handlers get.
 *
 * @param spec.everyone what is found of every call
 * @param spec.caller what is found of calls with credentials; public operations go without
 * @param spec.path what is found for a parameter of the path, once the caller is known
 */
export function defineScopes<
  Everyone extends object = Record<never, never>,
  CallerScope extends object = Record<never, never>,
  Paths extends Readonly<Record<string, object>> = Record<never, never>,
>(spec: {
  everyone?: (call: CallInProgress) => Everyone
  caller?: Finder<CallerScope>
  path?: { readonly [Param in keyof Paths]: Finder<Paths[Param], CallerScope> }
}) {
  const { everyone, caller, path = {} } = spec
  const finders = Object.entries<Finder<object, never>>(path as Record<string, Finder<object, never>>)
  const identify: Rung = {
    check(call) {
      if (everyone) Object.assign(call, everyone(call))
      return caller && !isPublic(call) ? add(call, caller.find(call)) : undefined
    },
    refuses: ({ isPublic }) => (isPublic ? [] : (caller?.refuses ?? [])),
  }
  const enter: Rung = {
    check(call) {
      for (const [param, finder] of finders) {
        if (call.path[param] === undefined) continue
        const refusal = add(call, finder.find(call as never))
        if (refusal) return refusal
      }
      return undefined
    },
    refuses: ({ path: route }) => finders.flatMap(([param, { refuses = [] }]) => (route.includes(`{${param}}`) ? refuses : [])),
  }
  return { defineOperation: operationsOf<{ everyone: Everyone; caller: CallerScope; path: Paths }>(), identify, enter }
}
