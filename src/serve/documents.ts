/** The documents of the APIs, as they were written before, with the address of this server wherever they name one. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { split } from '../core/address.ts'
import { corsHeaders, isForeign } from '../core/call/origins.ts'
import type { Simulator } from '../core/simulator.ts'
import { plainRefusal } from '../core/values/http.ts'
import { ID_RULE, isWorldId } from '../core/worlds.ts'
import { toOrigin } from './node.ts'
import { USUAL_ORIGIN } from './openapi/origin.ts'
import { writeResponse } from './write.ts'

const require = createRequire(import.meta.url)

/** Whole ones as bytes, by file and address, the one made last at the end. */
const made = new Map<string, Promise<Buffer>>()
/** So many are kept. */
const MOST_MADE = 12

const FOREIGN = 'Pages of other sites may not read this. To let one, name its origin: --cors ORIGIN.'
/** What is served is data: no page may put it into a frame, and nothing in it runs. */
export const onlyData = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const types: Readonly<Record<string, string>> = { json: 'application/json', yaml: 'application/yaml' }

/**
 * Answers a request for a document; one is only loaded when somebody asks for it. Below the prefix of a world it names that one.
 *
 * @param target below the point where the simulator is mounted
 * @returns undefined for any other request
 */
export function documentFor(
  simulator: Simulator,
  target: string,
): ((request: IncomingMessage, response: ServerResponse, mountedAt?: string) => Promise<void>) | undefined {
  const { worldId, path } = split(target)
  const [, name = '', format = ''] = /^\/openapi\/([\w.]+)\.(json|yaml)$/.exec(path) ?? []
  const type = types[format]
  if (!type || !isThere(simulator, name, worldId)) return undefined
  return async (request, response, mountedAt = '') => {
    const { method = '' } = request
    if (worldId !== undefined && !isWorldId(worldId)) return writeResponse(response, plainRefusal(400, ID_RULE))
    if (method !== 'GET' && method !== 'HEAD') {
      const refusal = plainRefusal(405, 'A document can only be read.')
      return writeResponse(response, { ...refusal, headers: { ...refusal.headers, allow: 'GET, HEAD' } })
    }
    const origin = toOrigin(request, mountedAt)
    const asked = { method, url: target, origin, headers: request.headers as Record<string, string | undefined> }
    if (isForeign(asked, origin, simulator.cors) && asked.headers['sec-fetch-dest'] !== 'document')
      return writeResponse(response, plainRefusal(403, FOREIGN))
    const address = worldId === undefined ? origin : `${origin}/~${worldId}`
    const bytes = await bytesOf(`${name}.${format}`, address).then(inTurn)
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      ...onlyData,
      'content-length': bytes.length,
      ...corsHeaders(asked, simulator.cors),
    })
    response.end(method === 'HEAD' ? undefined : bytes)
  }
}

/** Whether there is a document of that name: the stories call all APIs, and each makes a world of its own, so they are of none. */
function isThere({ apis }: Simulator, name: string, worldId: string | undefined): boolean {
  const documented = apis.filter(({ document }) => document).map((api) => api.name)
  if (name !== STORIES) return documented.includes(name)
  return worldId === undefined && ['ar', 'crm', 'sim'].every((each) => documented.includes(each))
}
const STORIES = 'stories.arazzo'

function bytesOf(file: string, address: string): Promise<Buffer> {
  const key = `${file} ${address}`
  const known = made.get(key) ?? documentBytes(file, address)
  made.delete(key)
  made.set(key, known)
  for (const oldest of made.keys()) {
    if (made.size <= MOST_MADE) break
    made.delete(oldest)
  }
  return known
}

/**
 * A document as it was written before, for a server at an address: its examples take long to make. It stays bytes, as to make
 * a text of half a megabyte would keep everybody waiting.
 */
export async function documentBytes(file: string, address: string): Promise<Buffer> {
  const bytes = await readFile(require.resolve(`#documents/${file}`))
  if (address === USUAL_ORIGIN) return bytes
  const plain = replaced(bytes, USUAL_ORIGIN, JSON.stringify(address).slice(1, -1))
  return replaced(plain, encodeURIComponent(USUAL_ORIGIN), encodeURIComponent(address))
}

/** Puts a text wherever another one stands. */
function replaced(bytes: Buffer, old: string, text: string): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf(old); at !== -1; at = bytes.indexOf(old, from)) {
    parts.push(bytes.subarray(from, at), Buffer.from(text))
    from = at + old.length
  }
  return from === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from)])
}

let last: Promise<unknown> = Promise.resolve()

/** Documents are sent one after another, and what else there is to do comes between them: many who read one keep nobody waiting. */
function inTurn<T>(document: T): Promise<T> {
  const turn = last.then(() => new Promise<T>((resolve) => setImmediate(resolve, document)))
  last = turn
  return turn
}
