/** What is said where nothing is. */
import { split } from '../core/address.ts'
import type { Simulator } from '../core/simulator.ts'
import { pathAlone } from '../core/values/http.ts'
import { isWorldId } from '../core/worlds.ts'

/** The body of an answer for a path of no API, with what may have been meant. */
export const nothingAt = (simulator: Simulator, path: string): object => ({
  error: { message: `Nothing is here. ${hintFor(simulator, path)}` },
})

/** Paths under which people look for documents. */
const documents = /^\/(docs?|swagger(-ui)?|api-docs?|openapi|redoc)(\/|\.|$)/

/** What somebody may have meant, in the world that they named. */
function hintFor({ apis }: Simulator, target: string): string {
  const { prefix, path } = withoutWorld(target)
  if (documents.test(path))
    return `The documents are ${listed(apis.flatMap(({ name, document }) => (document ? `${prefix}/openapi/${name}.json` : [])))}.`
  const api = apis.find(({ document, router }) => document && router.find(path))
  return api ? `Did you mean ${prefix}${api.basePath}${path}?` : `See GET ${prefix}/__sim.`
}

/** The prefix of the world that a path names, and the path without it; nothing is below what can be no world. */
export function withoutWorld(target: string): { readonly prefix: string; readonly path: string } {
  const { worldId, path } = split(target)
  return worldId !== undefined && isWorldId(worldId) ? { prefix: `/~${worldId}`, path } : { prefix: '', path: pathAlone(target) }
}

/** `a, b and c`. */
const listed = (items: readonly string[]): string => new Intl.ListFormat('en-GB').format(items.toSorted())
