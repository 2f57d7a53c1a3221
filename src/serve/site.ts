/** What the standalone server says beside the simulator: a word of welcome, and that nothing is there. */
import { servedApis } from '../core/call/api.ts'
import type { Simulator } from '../core/simulator.ts'
import { pathAlone, type SimResponse } from '../core/values/http.ts'
import { VERSION } from '../version.ts'
import { onlyData } from './documents.ts'
import { nothingAt, withoutWorld } from './nothing.ts'

/**
 * The answer to a request that neither the simulator nor its documents and its dashboard answer.
 *
 * @param target path and query
 */
export function answerElsewhere(simulator: Simulator, method: string, target: string): SimResponse {
  const { prefix, path: place } = withoutWorld(target)
  const isHome = place === '/' || place === '//'
  if (isHome && (method === 'GET' || method === 'HEAD')) return answer(200, 'text/plain', welcome(simulator, prefix))
  const path = pathAlone(target)
  if (!isReadable(path)) return answer(400, 'application/json', '{"error":{"message":"The path cannot be read."}}')
  return answer(404, 'application/json', JSON.stringify(nothingAt(simulator, path)))
}

const answer = (status: number, type: string, body: string): SimResponse => ({
  status,
  headers: { ...onlyData, 'content-type': `${type}; charset=utf-8` },
  body,
})

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** @param prefix that of the world whose address it is; the stories are of none */
function welcome({ apis }: Simulator, prefix: string): string {
  const served = servedApis(apis)
  const lines = [
    ...served.map(({ basePath, title }) => [basePath, `the ${title}`]),
    ...served.map(({ name }) => [`/openapi/${name}.json`, 'its OpenAPI document, also as .yaml']),
    ['/openapi/sim.json', 'that of what steers the simulator'],
    ...(served.length > 1 && !prefix
      ? [['/openapi/stories.arazzo.json', 'stories over all of them, for runners of Arazzo']]
      : []),
    ['/__sim', 'the guide: companies, tokens and samples to call anything with'],
  ]
  const table = lines.map(([path = '', what]) => `  ${`${prefix}${path}`.padEnd(prefix.length + 30)}${what}`).join('\n')
  return `arsim ${VERSION}, a stateful simulator of an accounts-receivable API and a CRM integrations API\n\n${table}\n`
}
