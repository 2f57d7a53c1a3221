/** Sends and gets the largest file, in pieces that the client forgets at once, and prints what the server's process needed for it. */
import { createHash } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import { createSimulator } from 'arsim'
import { serve } from 'arsim/server'

declare const gc: () => void

const MB = 1024 * 1024
const LARGEST = 25 * MB
const piece = Buffer.from(Array.from({ length: MB }, (_, i) => (i * 31 + (i >> 8)) % 256))

const simulator = createSimulator()
const { url, close } = await serve(simulator, { port: 0 })
const { crm_users, samples } = await (await fetch(`${url}/__sim`)).json()
const headers = { authorization: `Bearer ${crm_users[0].accessToken}`, 'content-type': 'application/json' }

const crm = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${url}/api/v1/integrations/documents/${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, data: (await response.json()).data }
}

const announce = async () =>
  (
    await crm('POST', 'upload', {
      fileName: 'large.pdf',
      contentType: 'application/pdf',
      entityType: 'account',
      entityId: samples.crm_entities.account,
    })
  ).data

/** Sends so many bytes, announced or not, one piece after the other. Returns the status and the digest of what was sent. */
async function send(address: string, size: number, isAnnounced: boolean) {
  const hash = createHash('sha256')
  const more = { 'content-type': 'application/pdf', ...(isAnnounced && { 'content-length': size }) }
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    let isAnswered = false
    const outgoing = request(address, { method: 'PUT', headers: more }, (response) => {
      isAnswered = true
      resolve(response)
    }).on('error', reject)
    const next = (left: number): void => {
      // What is too large is answered before it has been sent.
      if (isAnswered) return
      const part = piece.subarray(0, Math.min(left, MB))
      hash.update(part)
      if (left <= MB) outgoing.end(part)
      else outgoing.write(part, () => next(left - MB))
    }
    next(size)
  })
  const response = await answered
  response.resume()
  return { status: response.statusCode, digest: hash.digest('hex') }
}

async function digestOf(address: string): Promise<string> {
  const hash = createHash('sha256')
  const response = await new Promise<IncomingMessage>((resolve, reject) => request(address, resolve).on('error', reject).end())
  for await (const part of response) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** What is in use outside of the heap, once all that is free is given back. */
async function inUse(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().arrayBuffers
}

const peak = () => process.resourceUsage().maxRSS * 1024

async function upload(isAnnounced: boolean) {
  const { documentId, uploadUrl } = await announce()
  const [before, peakBefore] = [await inUse(), Math.max(peak(), process.memoryUsage().rss)]
  const { status, digest } = await send(uploadUrl, LARGEST, isAnnounced)
  const peakGrowth = peak() - peakBefore
  const kept = (await inUse()) - before
  const { size } = (await crm('POST', `${documentId}/confirm`)).data
  const { url: address } = (await crm('GET', `${documentId}/download`)).data
  const isSame = (await digestOf(address)) === digest
  return {
    status,
    size,
    isSame,
    kept: kept / LARGEST,
    peak: peakGrowth / LARGEST,
    afterDownload: ((await inUse()) - before) / LARGEST,
  }
}

// Whatever is loaded or made on first use is there before anything is measured.
await send((await announce()).uploadUrl, 1000, true)
const start = await inUse()
const announced = await upload(true)
const unannounced = await upload(false)
const before = await inUse()
const tooLarge = await announce()
const refused = await send(tooLarge.uploadUrl, LARGEST + 1, true)
const { status: unconfirmed } = await crm('POST', `${tooLarge.documentId}/confirm`)
const keptOfRefused = ((await inUse()) - before) / LARGEST
simulator.world().reset()
const keptAfterReset = ((await inUse()) - start) / LARGEST
await close()
console.log(
  JSON.stringify({
    refused: { status: refused.status, unconfirmed, kept: keptOfRefused },
    announced,
    unannounced,
    keptAfterReset,
  }),
)
