/** What is said where nothing is. */
import type { Simulator } from '../core/simulator.ts'

/** The body of an answer for a path of no API, with what may have been meant. */
export const nothingAt = (simulator: Simulator, path: string): object => ({
  error: { message: `Nothing is here. ${hintFor(simulator, path)}` },
})

/** Paths under which people look for documents. */
const documents = /^\/(docs?|swagger(-ui)?|api-docs?|openapi|redoc)(\/|\.|$)/

/** What somebody may have meant. */
function hintFor({ apis }: Simulator, path: string): string {
  if (documents.test(path))
    return `The documents are ${listed(apis.flatMap(({ name, document }) => (document ? `/openapi/${name}.json` : [])))}.`
  const [, prefix = '', route = ''] = /^(\/~[^/]+)?(\/.*)$/.exec(path) ?? []
  const api = apis.find(({ document, router }) => document && router.find(route))
  return api ? `Did you mean ${prefix}${api.basePath}${route}?` : 'See GET /__sim.'
}

/** `a, b and c`. */
const listed = (items: readonly string[]): string => new Intl.ListFormat('en-GB').format(items.toSorted())
