/** The documents of the APIs, as they were written when the package was built, with the address of this server. */
/// <reference path="./built-documents.d.ts" />
import type { NextFunction, Request, Response } from 'express'
import { corsHeaders, isForeign } from '../core/call/origins.ts'
import type { Simulator } from '../core/simulator.ts'

/** A document in two parts: the address of the server comes between. */
type Parts = readonly [before: Buffer, after: Buffer]

const loaded = new Map<string, Parts>()

/** A document is only loaded when somebody asks for one. */
export async function sendDocument(
  simulator: Simulator,
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<void> {
  const { file } = request.params as { file: string }
  const api = simulator.apis.find(({ name, document }) => document && file.slice(0, file.indexOf('.')) === name)
  const parts = api && (await partsOf(file))
  if (!api || !parts) return next()
  const { origin: from, ...headers } = request.headers as Record<string, string | undefined>
  const root = `${request.protocol}://${request.headers.host ?? 'localhost'}${request.baseUrl}`
  const asked = { method: request.method, url: request.url, origin: root, headers: from ? { ...headers, origin: from } : headers }
  if (isForeign(asked, root, simulator.cors) && headers['sec-fetch-dest'] !== 'document') {
    response
      .status(403)
      .json({ error: { message: 'Pages of other sites may not read this. To let one, name its origin: --cors ORIGIN.' } })
    return
  }
  const [before, after] = parts
  const address = Buffer.from(JSON.stringify(root + api.basePath).slice(1, -1))
  response.set(corsHeaders(asked, simulator.cors))
  response.type(file.endsWith('.json') ? 'application/json' : 'application/yaml')
  response.set('content-length', String(before.length + address.length + after.length))
  if (request.method === 'HEAD') response.end()
  else {
    response.write(before)
    response.write(address)
    response.end(after)
  }
}

async function partsOf(file: string): Promise<Parts | undefined> {
  const known = loaded.get(file)
  if (known) return known
  const { documents } = await import('#documents')
  const texts = Object.hasOwn(documents, file) ? documents[file] : undefined
  if (!texts) return undefined
  const parts: Parts = [Buffer.from(texts[0]), Buffer.from(texts[1])]
  loaded.set(file, parts)
  return parts
}
