import { createHash } from 'node:crypto'
import { request as nodeRequest } from 'node:http'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { SimResponse } from '../../src/core/values/http.ts'
import { allowedContentTypes, crmBlobs, crmDocuments, MAX_FILE_SIZE } from '../../src/crm/documents/document.ts'
import { crmEntities } from '../../src/crm/entities/entity.ts'
import { collections } from '../../src/data/index.ts'
import type { Simulator, World } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'
import { ways } from '../support/ways.ts'

const ORIGIN = 'http://127.0.0.1'

const bytesIn = ({ bytes, body }: SimResponse): Buffer => Buffer.from(bytes ?? body)

/** The address of a file as a request, changed where told. */
function toFile(world: World, address: string, change: { method?: string; type?: string; body?: string | Uint8Array } = {}) {
  const { pathname, search } = new URL(address)
  const { method = 'GET', type, body } = change
  const headers = type === undefined ? {} : { 'content-type': type }
  return world.handle({ method, url: pathname + search, origin: ORIGIN, headers, body })
}

const start = () => {
  const it = crmClient()
  const { world, crm, samples } = it
  const announce = (more: object = {}, as = 'user') =>
    crm(
      'POST documents/upload',
      {
        fileName: 'contract.pdf',
        contentType: 'application/pdf',
        entityType: 'account',
        entityId: samples.crm_entities?.account,
        ...more,
      },
      as,
    )
  const put = (address: string, body: string | Uint8Array, type = 'application/pdf') =>
    toFile(world, address, { method: 'PUT', type, body })
  const urlOf = (id: number, as = 'user'): string => crm(`GET documents/${id}/download`, undefined, as).body.data.url
  /** A document with its file, confirmed. */
  const filed = (body: string | Uint8Array = 'hello', more: object = {}) => {
    const { documentId, uploadUrl, headers } = announce(more).body.data
    expect(put(uploadUrl, body, headers['Content-Type']).status).toBe(200)
    return { ...crm(`POST documents/${documentId}/confirm`).body.data, uploadUrl }
  }
  const blobs = () => world.changes().find(({ table }) => table === 'crm_blobs')
  return { ...it, announce, put, urlOf, filed, blobs }
}

rule(
  'D crm-documents-2',
  'a document is announced, sent, confirmed and downloaded, and the bytes that come back are those that went in',
  () => {
    const { world, announce, put, crm, urlOf } = start()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(...allowedContentTypes), (bytes, contentType) => {
        const { status, body } = announce({ contentType })
        expect(status).toBe(201)
        const { documentId, uploadUrl, method, headers, expiresAt } = body.data
        expect([method, headers, expiresAt]).toEqual(['PUT', { 'Content-Type': contentType }, '2026-06-01T14:15:00Z'])
        expect(crm(`GET documents/${documentId}`).body.data).toMatchObject({ status: 'pending', size: 0 })

        expect(put(uploadUrl, bytes, contentType)).toMatchObject({ status: 200, body: '' })
        const confirmed = crm(`POST documents/${documentId}/confirm`).body.data
        expect(confirmed).toMatchObject({ id: documentId, status: 'active', size: bytes.length, contentType })

        const file = toFile(world, urlOf(documentId))
        expect([file.status, file.headers['content-type']]).toEqual([200, contentType])
        expect(bytesIn(file)).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 50 },
    )
  },
)

rule('C', 'an upload that was not sent cannot be confirmed, and then it is as it was', () => {
  const { announce, crm, put } = start()
  const { documentId, uploadUrl } = announce().body.data
  for (const method of ['POST', 'PATCH']) {
    const refused = crm(`${method} documents/${documentId}/confirm`)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'CONFLICT'])
  }
  expect(crm(`GET documents/${documentId}/download`).status).toBe(409)
  expect(crm(`PATCH documents/${documentId}/archive`).status).toBe(409)
  put(uploadUrl, new Uint8Array())
  expect(crm(`PATCH documents/${documentId}/confirm`).body.data).toMatchObject({ status: 'active', size: 0 })
})

rule('C', 'confirming or archiving a second time changes nothing', () => {
  const { world, filed, crm } = start()
  const { id } = filed()
  // Until then what is under way ends.
  world.clock.advance('PT1M')
  for (const call of [`POST documents/${id}/confirm`, `PATCH documents/${id}/archive`]) {
    const first = crm(call)
    const [before, version] = [JSON.stringify(world.changes()), world.table(crmDocuments).version]
    world.clock.advance('PT1S')
    expect(crm(call)).toEqual(first)
    expect(JSON.stringify(world.changes())).toBe(before)
    expect(world.table(crmDocuments).version).toBe(version)
  }
  expect(crm(`POST documents/${id}/confirm`).status).toBe(409)
  expect(crm(`GET documents/${id}`).body.data).toMatchObject({ status: 'archived' })
})

rule(
  'C',
  'until it is confirmed a file may be sent again, then no more',
  { when: 'a document is uploaded', on: ['CRM documents'] },
  () => {
    const { world, announce, put, crm, urlOf } = start()
    const { documentId, uploadUrl } = announce().body.data
    put(uploadUrl, 'a draft')
    put(uploadUrl, 'final')
    expect(crm(`POST documents/${documentId}/confirm`).body.data.size).toBe(5)
    expect(put(uploadUrl, 'too late').status).toBe(409)
    expect(bytesIn(toFile(world, urlOf(documentId))).toString()).toBe('final')
  },
)

rule('C', 'an address with any part changed is refused, and changes nothing', () => {
  const { world, announce, filed, urlOf, put } = start()
  const upload = announce().body.data.uploadUrl as string
  const other = announce().body.data.uploadUrl as string
  const download = urlOf(filed().id)
  const before = JSON.stringify(world.changes())
  const call = (address: string, method: string) => toFile(world, address, { method, type: 'application/pdf', body: 'forged' })

  for (const [address, own] of [
    [upload, 'PUT'],
    [download, 'GET'],
  ] as const) {
    for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'put'].filter((each) => each !== own))
      expect(call(address, method).status, method).toBe(403)

    const changed = (change: (url: URL) => unknown) => {
      const url = new URL(address)
      change(url)
      return url.href
    }
    const without = ['contentType', 'expires', 'signature'].map((name) => changed((url) => url.searchParams.delete(name)))
    const signature = new URL(address).searchParams.get('signature') as string
    const forged = [
      ...without,
      changed((url) => (url.pathname = new URL(other).pathname)),
      changed((url) => (url.pathname = '/__storage/x')),
      changed((url) => url.searchParams.set('contentType', 'text/plain')),
      changed((url) => url.searchParams.set('contentType', 'APPLICATION/PDF')),
      changed((url) => url.searchParams.set('expires', '2026-06-01T14:15:01Z')),
      changed((url) => url.searchParams.set('expires', String(Date.parse('2026-06-01T14:15:00Z') / 1000))),
      changed((url) => url.searchParams.set('signature', `${signature}A`)),
      changed((url) => url.searchParams.set('signature', new URL(other).searchParams.get('signature') as string)),
      ...[...signature].map((char, i) =>
        changed((url) =>
          url.searchParams.set('signature', `${signature.slice(0, i)}${char === 'A' ? 'B' : 'A'}${signature.slice(i + 1)}`),
        ),
      ),
    ]
    for (const url of forged) expect(call(url, own).status, url).toBe(403)
  }
  expect(JSON.stringify(world.changes())).toBe(before)
  expect(put(upload, 'real').status).toBe(200)
})

rule('C', 'an address is good for 15 minutes on the clock of its world', () => {
  const { world, announce, filed, urlOf, put, blobs } = start()
  const download = urlOf(filed().id)
  const upload = announce().body.data.uploadUrl as string
  world.clock.advance('PT14M59S')
  expect([put(upload, 'in time').status, toFile(world, download).status]).toEqual([200, 200])
  const before = blobs()
  world.clock.advance('PT1S')
  expect([put(upload, 'too late').status, toFile(world, download).status]).toEqual([403, 403])
  expect(blobs()).toEqual(before)
})

rule('C', 'a file of another content type than announced is refused, and not kept', () => {
  const { world, announce, blobs } = start()
  const { uploadUrl } = announce().body.data
  const put = (type?: string) => toFile(world, uploadUrl, { method: 'PUT', body: 'x', ...(type !== undefined && { type }) })
  for (const type of [undefined, '', 'text/plain', 'application/pdf;charset=utf-8', 'application/json'])
    expect(put(type).status, type).toBe(403)
  expect(blobs()).toBeUndefined()
  expect(put('application/pdf').status).toBe(200)
})

rule('D crm-documents-9', 'a deleted document is gone, its bytes too, and its addresses lead nowhere', () => {
  const { world, filed, urlOf, crm, put } = start()
  const { id, uploadUrl } = filed()
  const url = urlOf(id)
  const key = new URL(url).pathname.split('/').at(-1) as string
  expect(crm(`DELETE documents/${id}`).body).toMatchObject({ success: true, data: { id } })
  expect(world.table(crmBlobs).get(key)).toBeUndefined()
  for (const call of [
    'GET documents/{id}',
    'GET documents/{id}/download',
    'DELETE documents/{id}',
    'POST documents/{id}/confirm',
  ])
    expect(crm(call.replace('{id}', id)).status, call).toBe(404)
  expect([toFile(world, url).status, put(uploadUrl, 'again').status]).toEqual([404, 404])
  expect(world.table(crmBlobs).get(key)).toBeUndefined()
})

rule('C', 'a document is the business of its tenant only', () => {
  const { filed, crm, announce, samples } = start()
  const { id } = filed()
  for (const call of [
    'GET documents/{id}',
    'GET documents/{id}/download',
    'POST documents/{id}/confirm',
    'PATCH documents/{id}/archive',
    'DELETE documents/{id}',
    `GET documents/entity/account/${samples.crm_entities?.account}`,
  ])
    expect(crm(call.replace('{id}', id), undefined, 'stranger').status, call).toBe(404)
  expect(announce({}, 'stranger').status).toBe(404)
  expect(crm('GET documents?limit=100', undefined, 'stranger').body.data.map((each: { id: number }) => each.id)).not.toContain(id)
  expect(crm(`GET documents/${id}`, undefined, 'colleague').status).toBe(200)
  expect(crm(`PATCH documents/${id}/archive`, undefined, 'colleague').status).toBe(200)
  expect(crm(`GET documents/${id}/download`, undefined, 'colleague').status).toBe(200)
})

rule('C', 'a file is downloaded under its own name, whatever is in it', () => {
  const { world, filed, urlOf } = start()
  const nameOf = (fileName: string) => {
    const value = String(toFile(world, urlOf(filed('x', { fileName }).id)).headers['content-disposition'])
    expect(value).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%!.~_-]+$/)
    return decodeURIComponent(value.slice("attachment; filename*=UTF-8''".length))
  }
  for (const name of [
    'a "quoted" name.pdf',
    "it's (1)*.pdf",
    'Grüße ☃ 😀.pdf',
    '100%.pdf',
    'a;b=c, d.pdf',
    '...',
    '名'.repeat(255),
  ])
    expect(nameOf(name)).toBe(name)
})

rule('C', 'a name that is no plain file name is refused', () => {
  const { announce } = start()
  const bad = [
    '',
    '  ',
    '.',
    '..',
    ' .. ',
    'a/b',
    'a\\b',
    '/',
    'a\nb',
    'a\u0000',
    '\ta',
    'a\u007f',
    'a\u0085b',
    '\u200b',
    ' \u200b\u2060 ',
    '\u202egpj.exe',
    'a\u2066b\u2069.txt',
    'a\u2028b',
    'half \ud83d.pdf',
    '\udc00.pdf',
    'x'.repeat(256),
    7,
    null,
  ]
  for (const fileName of bad) {
    const { status, body } = announce({ fileName })
    expect([status, body.error.details[0].field], JSON.stringify(fileName)).toEqual([400, 'fileName'])
  }
  for (const fileName of ['../\u202ea.pdf', '/\n', 'a\\\u200b\u2028'])
    expect(announce({ fileName }).body.error.details, JSON.stringify(fileName)).toHaveLength(1)
})

rule('C', 'more than 25 MB is refused, with nothing kept', () => {
  const { announce, put, blobs } = start()
  const { uploadUrl } = announce().body.data
  for (const body of [new Uint8Array(MAX_FILE_SIZE + 1), 'x'.repeat(MAX_FILE_SIZE + 1), `${'é'.repeat(MAX_FILE_SIZE / 2)}x`])
    expect(put(uploadUrl, body).status).toBe(413)
  expect(blobs()).toBeUndefined()
  expect(put(uploadUrl, new Uint8Array(MAX_FILE_SIZE)).status).toBe(200)
})

rule('C', 'the addresses lead to the world that handed them out, whether its path or a header named it', () => {
  const { simulator, users, samples } = crmClient()
  const authorization = `Bearer ${users[0]?.accessToken}`
  const send = (method: string, url: string, headers: Record<string, string>, body?: unknown) =>
    simulator.handle({ method, url, origin: ORIGIN, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
  const upload = (prefix: string, headers = {}) => {
    const entityId = samples.crm_entities?.account
    const body = { fileName: 'a.txt', contentType: 'text/plain', entityType: 'account', entityId }
    const all = { authorization, 'content-type': 'application/json', ...headers }
    return JSON.parse(send('POST', `${prefix}/api/v1/integrations/documents/upload`, all, body).body).data.uploadUrl as string
  }
  const put = (address: string) => send('PUT', address.slice(ORIGIN.length), { 'content-type': 'text/plain' }, 'hello').status

  const byPath = upload('/~path')
  const byHeader = upload('', { 'x-sim-world': 'header' })
  expect(byPath.startsWith(`${ORIGIN}/~path/__storage/`)).toBe(true)
  expect(byHeader.startsWith(`${ORIGIN}/~header/__storage/`)).toBe(true)
  // An address is good in its own world only.
  expect(put(byPath.replace('/~path/', '/'))).toBe(403)
  expect(put(byPath.replace('/~path/', '/~other/'))).toBe(403)
  expect([put(byPath), put(byHeader)]).toEqual([200, 200])
  expect(holders(simulator)).toEqual(['path', 'header'])

  simulator.fork('seven', { seed: 7 })
  expect(put(byPath.replace('/~path/', '/~seven/'))).toBe(403)
})

/** The worlds that have bytes of their own. */
const holders = (simulator: Simulator): string[] =>
  simulator.worlds.filter((world) => world.changes().some(({ table }) => table === 'crm_blobs')).map(({ id }) => id)

rule('C', 'bytes are gone when their world is reset', () => {
  const { world, filed, urlOf } = start()
  const url = urlOf(filed().id)
  world.reset()
  expect([toFile(world, url).status, world.changes()]).toEqual([404, []])
})

rule('C', 'lists are pages of what a plain filter finds', () => {
  const { world, crm, samples, users } = start()
  const entities = [...world.table(crmEntities).all()].filter(({ tenantSlug }) => tenantSlug === users[0]?.tenantSlug)
  const words = ['Plan', 'plan b', 'Übersicht', 'note', 'a_b%']
  world.transactions.seed(() => {
    for (let i = 0; i < 60; i++) {
      world.clock.advance('PT0.5S')
      const entity = entities[(i * 7) % entities.length] as (typeof entities)[number]
      world.create(crmDocuments, {
        fileName: `${words[i % words.length]} ${i % 9}.txt`,
        contentType: 'text/plain',
        size: i,
        status: (['active', 'pending', 'archived', 'active'] as const)[i % 4] ?? 'active',
        tenantSlug: entity.tenantSlug,
        entityType: entity.type,
        entityId: entity.id,
        uploadedBy: String(users[0]?.id),
        key: `key-${i}`,
      })
    }
  })
  const all = [...world.table(crmDocuments).all()].filter(({ tenantSlug }) => tenantSlug === users[0]?.tenantSlug)
  const keys = {
    created_at: (row: (typeof all)[number]) => Date.parse(row.createdAt),
    updated_at: (row: (typeof all)[number]) => Date.parse(row.updatedAt),
    file_name: (row: (typeof all)[number]) => row.fileName,
    fileName: (row: (typeof all)[number]) => row.fileName,
    size: (row: (typeof all)[number]) => row.size,
    entityId: (row: (typeof all)[number]) => Number(row.entityId),
    content_type: (row: (typeof all)[number]) => row.contentType,
  }
  const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  const check = (
    query: {
      readonly [name in 'status' | 'entityType' | 'entityId' | 'q' | 'sortBy' | 'sortOrder' | 'page' | 'limit']?:
        | string
        | undefined
    },
  ) => {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const answer = crm(`GET documents?${new URLSearchParams(given)}`)
    expect(answer.status).toBe(200)

    const { status = 'active', sortBy = 'created_at', sortOrder = 'desc', q = '' } = query
    const keyOf = keys[sortBy as keyof typeof keys]
    const found = all
      .filter((row) => row.status === status && (query.entityType ?? row.entityType) === row.entityType)
      .filter((row) => (query.entityId ?? row.entityId) === row.entityId)
      .filter((row) => row.fileName.toLowerCase().includes(q.trim().toLowerCase()))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : Number(a.id) - Number(b.id)))
    if (sortOrder === 'desc') found.reverse()
    const [page, limit] = [Number(query.page ?? 1), Math.min(Number(query.limit ?? 20), 100)]
    const shown = found.slice((page - 1) * limit, page * limit).map(({ id }) => Number(id))
    expect(answer.body.data.map(({ id }: { id: number }) => id)).toEqual(shown)
    expect(answer.body.pagination).toEqual({
      page,
      limit,
      total: found.length,
      totalPages: Math.ceil(found.length / limit),
    })
  }
  for (const sortBy of Object.keys(keys)) check({ sortBy, limit: '100' })
  fc.assert(
    fc.property(
      fc.record({
        status: optional('active', 'pending', 'archived'),
        entityType: optional('contact', 'account', 'lead', 'deal'),
        entityId: optional(...entities.slice(0, 8).map(({ id }) => id), String(samples.crm_entities?.account), '999999'),
        q: optional('PLAN', 'ü', ' note ', '_', '%', 'nothing', '3.t'),
        sortBy: optional(...Object.keys(keys)),
        sortOrder: optional('asc', 'desc'),
        page: optional('1', '2', '9'),
        limit: optional('1', '7', '100', '1000'),
      }),
      check,
    ),
    { numRuns: 200 },
  )
  for (const { id, type } of entities) {
    const listed = crm(`GET documents/entity/${type}/${id}`).body.data.map((row: { id: number }) => row.id)
    const active = all.filter((row) => row.status === 'active' && row.entityId === id).map((row) => Number(row.id))
    expect(listed.toSorted()).toEqual(active.toSorted())
  }
})

rule('C', 'every way of serving takes and gives the same bytes', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256)
  for (const [name, open] of Object.entries(ways)) {
    if (name === 'core') continue
    const { simulator, announce, crm, world } = start()
    const way = await open(simulator)
    const { documentId, uploadUrl, headers } = announce().body.data
    const put = await fetch(uploadUrl.replace(ORIGIN, way.origin), { method: 'PUT', headers, body: bytes })
    expect([put.status, await put.text()], name).toEqual([200, ''])
    crm(`POST documents/${documentId}/confirm`)
    const url: string = crm(`GET documents/${documentId}/download`).body.data.url
    const got = await fetch(url.replace(ORIGIN, way.origin))
    expect([Buffer.from(await got.arrayBuffer()), got.headers.get('content-length')], name).toEqual([
      Buffer.from(bytes),
      String(bytes.length),
    ])
    expect(world.table(crmDocuments).get(String(documentId))?.size).toBe(bytes.length)
    await way.close()
  }
})

rule('C', 'a body that comes without its length is put together, and cut off where it is too long', async () => {
  const { simulator, announce, blobs } = start()
  const { url, close } = await serve(simulator, { port: 0 })
  const send = (address: string, chunks: readonly Buffer[]) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/pdf' }
      const request = nodeRequest(address.replace(ORIGIN, url), { method: 'PUT', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('error', reject)
      for (const chunk of chunks) request.write(chunk)
      request.end()
    })
  const chunks = [1, 65_535, 3, 200_000, 65_536].map((size, i) => Buffer.alloc(size, i + 1))
  const tooLong = await send(announce().body.data.uploadUrl, Array(27).fill(Buffer.alloc(1_000_000)))
  expect([tooLong, blobs()]).toEqual([413, undefined])
  expect(await send(announce().body.data.uploadUrl, chunks)).toBe(200)
  await close()
  const { bytes = new Uint8Array() } = (blobs()?.added[0] ?? {}) as { bytes?: Uint8Array }
  const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
  expect(digest(bytes)).toBe(digest(Buffer.concat(chunks)))
  expect(bytes.buffer.byteLength).toBe(bytes.length)
})

rule('C', 'a page of another loopback origin may send and get files', () => {
  const { simulator, announce, filed, urlOf } = start()
  const origin = 'http://localhost:5173'
  const call = (method: string, address: string, headers: Record<string, string>) =>
    simulator.handle({ method, url: address.slice(ORIGIN.length), origin: ORIGIN, headers: { origin, ...headers } })
  const upload = announce().body.data.uploadUrl
  const asks = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' }
  const preflight = call('OPTIONS', upload, asks)
  expect(preflight.status).toBe(204)
  expect(preflight.headers['access-control-allow-methods']).toContain('PUT')
  expect(preflight.headers['access-control-allow-headers']).toBe('content-type')
  for (const { status, headers } of [
    call('PUT', upload, { 'content-type': 'application/pdf' }),
    call('GET', urlOf(filed().id), {}),
  ]) {
    expect([status, headers['access-control-allow-origin']]).toEqual([200, origin])
    expect(headers['access-control-expose-headers']).toContain('Content-Disposition')
  }
})

rule(
  'C',
  'an upload whose address expired gets a new one, for the same document',
  { when: 'a document is uploaded', on: ['CRM documents'] },
  () => {
    const { world, announce, put, crm, blobs } = start()
    const { documentId, uploadUrl } = announce().body.data
    world.clock.advance('PT15M')
    expect(put(uploadUrl, 'late').status).toBe(403)
    const renewed = crm(`POST documents/${documentId}/upload`)
    expect(renewed).toMatchObject({
      status: 200,
      body: { data: { documentId, method: 'PUT', expiresAt: world.clock.in('PT15M') } },
    })
    expect(blobs()).toBeUndefined()
    for (const as of ['stranger', 'nobody'])
      expect(crm(`POST documents/${documentId}/upload`, undefined, as).status).toBe(as === 'nobody' ? 401 : 404)
    expect(put(renewed.body.data.uploadUrl, 'in time').status).toBe(200)
    expect(crm(`POST documents/${documentId}/confirm`).body.data.size).toBe(7)
    expect(crm(`POST documents/${documentId}/upload`).status).toBe(409)
  },
)

rule('C', 'a document that is there without stored bytes is downloaded as a small file of its type, as long as it says', () => {
  const { world, crm, samples, urlOf } = start()
  const db = collections(world)
  const file = (id: string | number) => {
    const { status, headers, ...answer } = toFile(world, urlOf(Number(id)))
    expect([status, headers['content-type']]).toEqual([200, crm(`GET documents/${id}`).body.data.contentType])
    expect(bytesIn(answer as SimResponse)).toHaveLength(crm(`GET documents/${id}`).body.data.size)
    return bytesIn(answer as SimResponse).toString('latin1')
  }
  const quote = db.crm_documents.create({ status: 'active', fileName: 'quote.pdf' })
  expect(file(quote.id)).toMatch(/^%PDF-.*%%EOF\n$/s)
  expect(file(db.crm_documents.create({ status: 'archived', fileName: 'Logo.png' }).id)).toMatch(/^.PNG/)
  expect(file(db.crm_documents.create({ size: 9, fileName: 'é.txt' }).id)).toBe(Buffer.from('é.txt\n  ').toString('latin1'))
  expect(file(db.crm_documents.create({ size: 3, fileName: 'Seats.csv' }).id)).toBe('Sea')

  // Nobody has uploaded it, so it is as long as it was.
  const pending = String(samples.crm_documents?.pending)
  const edit = (status: 'active' | 'pending') =>
    db.crm_documents.update((q) => q.where({ id: pending }), { data: () => ({ status }) })
  edit('active')
  expect(file(pending)).toBe('')
  const url = urlOf(Number(pending))
  edit('pending')
  expect(toFile(world, url)).toMatchObject({ status: 404, headers: { 'x-sim-warning': ['No file was uploaded.'] } })

  db.crm_blobs.create({ id: quote.key, bytes: btoa('Sixty days.') })
  expect(bytesIn(toFile(world, urlOf(Number(quote.id)))).toString()).toBe('Sixty days.')
})
