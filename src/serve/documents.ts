/** The documents of the APIs, as they were written when the package was built, with the address of this server. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders, isForeign } from '../core/call/origins.ts'
import type { Simulator } from '../core/simulator.ts'
import { plainRefusal } from '../core/values/http.ts'
import { toOrigin } from './node.ts'
import { writeResponse } from './write.ts'

/** A document in two parts: the address of the server comes between. */
type Parts = readonly [before: Buffer, after: Buffer]

const loaded = new Map<string, Promise<Parts>>()

const FOREIGN = 'Pages of other sites may not read this. To let one, name its origin: --cors ORIGIN.'
/** What is served is data: no page may put it into a frame, and nothing in it runs. */
export const onlyData = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const types: Readonly<Record<string, string>> = { json: 'application/json', yaml: 'application/yaml' }

/**
 * Answers a request for a document; one is only loaded when somebody asks for it.
 *
 * @param path below the point where the simulator is mounted
 * @returns undefined for any other request
 */
export function documentFor(
  simulator: Simulator,
  path: string,
): ((request: IncomingMessage, response: ServerResponse, mountedAt?: string) => Promise<void>) | undefined {
  const [, name = '', format = ''] = /^\/openapi\/(\w+)\.(json|yaml)(?:\?|$)/.exec(path) ?? []
  const api = simulator.apis.find((each) => each.document && each.name === name)
  const type = types[format]
  if (!api || !type) return undefined
  return async (request, response, mountedAt = '') => {
    const { method = '' } = request
    if (method !== 'GET' && method !== 'HEAD')
      return writeResponse(response, { ...plainRefusal(405, 'A document can only be read.'), headers: { allow: 'GET, HEAD' } })
    const origin = toOrigin(request, mountedAt)
    const asked = { method, url: path, origin, headers: request.headers as Record<string, string | undefined> }
    if (isForeign(asked, origin, simulator.cors) && asked.headers['sec-fetch-dest'] !== 'document')
      return writeResponse(response, plainRefusal(403, FOREIGN))
    const [before, after] = await partsOf(`${name}.${format}`)
    const address = Buffer.from(JSON.stringify(origin + api.basePath).slice(1, -1))
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      ...onlyData,
      'content-length': before.length + address.length + after.length,
      ...corsHeaders(asked, simulator.cors),
    })
    if (method === 'HEAD') response.end()
    else {
      response.write(before)
      response.write(address)
      response.end(after)
    }
  }
}

function partsOf(file: string): Promise<Parts> {
  const known = loaded.get(file) ?? load(file)
  loaded.set(file, known)
  return known
}

async function load(file: string): Promise<Parts> {
  const { before, after } = await import(`#documents/${file}`)
  return [Buffer.from(before), Buffer.from(after)]
}
