import express from 'express'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { createSimulator, type SimulatorOptions } from '../../src/index.ts'
import { simulatorRouter } from '../../src/serve/express.ts'
import { type ServeOptions, serve } from '../../src/serve/http.ts'
import { toOpenApi } from '../../src/serve/openapi.ts'
import { ask } from '../support/connection.ts'
import { listening } from '../support/listening.ts'
import { rule } from '../support/rule.ts'

const files = ['ar.json', 'ar.yaml', 'crm.json', 'crm.yaml']
const read = (file: string, text: string) => (file.endsWith('.json') ? JSON.parse(text) : parse(text))

/** A server that ends with the test. */
async function served(options: SimulatorOptions = {}, more: ServeOptions = {}) {
  const simulator = createSimulator(options)
  const { url, close } = await serve(simulator, { port: 0, ...more })
  onTestFinished(close)
  const get = (file: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${url}/openapi/${file}`, { method, headers })
  const statusFor = async (file: string, headers?: Record<string, string>) => (await get(file, headers)).status
  return { simulator, url, get, statusFor }
}

rule('C', 'the documents that are served are those of the APIs, with the address of the server', async () => {
  const { simulator, url, get } = await served()
  const answers = await Promise.all(files.map((file) => get(file)))
  const types = answers.map(({ headers }) => headers.get('content-type'))
  expect(types).toEqual(
    files.map((file) => expect.stringContaining(file.endsWith('.json') ? 'application/json' : 'application/yaml')),
  )
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  for (const { name, basePath } of simulator.apis.filter(({ document }) => document)) {
    const document = toOpenApi(simulator, name, url)
    expect(document?.servers).toEqual([{ url: url + basePath }])
    const wanted = JSON.stringify(document)
    expect(wanted).not.toContain('4010')
    for (const [i, file] of files.entries())
      if (file.startsWith(`${name}.`)) expect(read(file, texts[i] as string), file).toEqual(JSON.parse(wanted))
  }
})

test('a document that is served was made before: nothing is called for it', async () => {
  const { simulator, get } = await served()
  const scratch = vi.spyOn(simulator, 'scratch')
  const handle = vi.spyOn(simulator, 'handle')
  for (const file of files) {
    const texts = await Promise.all(Array.from({ length: 20 }, async () => (await get(file)).text()))
    expect([new Set(texts).size, (texts[0]?.length ?? 0) > 10_000], file).toEqual([1, true])
  }
  expect([scratch.mock.calls, handle.mock.calls]).toEqual([[], []])
})

rule('C', 'HEAD of a document tells its length', async () => {
  const { get } = await served()
  for (const file of files) {
    const [whole, head] = [await get(file), await get(file, {}, 'HEAD')]
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String((await whole.arrayBuffer()).byteLength)])
    expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'))
  }
})

rule('C', 'the address in a document is the one by which the server was called', async () => {
  const { url } = await served({}, { allowedHosts: ['arsim.test'] })
  const { port } = new URL(url)
  for (const host of [`localhost:${port}`, 'arsim.test', '[::1]:80']) {
    const answer = await ask(url, ['GET /openapi/crm.json HTTP/1.1', `Host: ${host}`])
    expect(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)).servers).toEqual([
      { url: `http://${host}/api/v1` },
    ])
  }

  const app = express().use('/mock', simulatorRouter(createSimulator()))
  const { origin, close } = await listening(app)
  onTestFinished(close)
  const mounted = `${origin}/mock`
  for (const file of ['ar.json', 'ar.yaml'])
    expect(read(file, await (await fetch(`${mounted}/openapi/${file}`)).text()).servers).toEqual([{ url: `${mounted}/api` }])

  for (const at of [mounted, `${mounted}/~named`]) {
    const { ar, crm } = (await (await fetch(`${at}/__sim`)).json()) as Record<string, { base_url: string; openapi: string }>
    for (const api of [ar, crm]) {
      const document = await fetch(new URL(api?.openapi ?? '', at))
      expect([api?.base_url, await document.json()]).toEqual([
        expect.stringContaining(`${at}/api`),
        expect.objectContaining({ servers: [{ url: expect.stringContaining(`${at}/api`) }] }),
      ])
    }
  }
})

rule('C', 'a page of an allowed origin may read the documents, others may not', async () => {
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
  const local = await served()
  const page = await local.get('ar.json', { origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' })
  expect([page.status, page.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:5173'])
  expect(page.headers.get('vary')).toContain('Origin')
  const refused = await local.get('ar.json', evil)
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
  expect(await local.statusFor('ar.json', { origin: 'https://evil.example' })).toBe(403)
  expect(await local.statusFor('ar.json', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403)

  const named = await served({ cors: ['https://app.example'] })
  const allowed = await named.get('ar.yaml', { ...evil, origin: 'https://app.example' })
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example'])
  expect(await named.statusFor('ar.yaml', evil)).toBe(403)

  const any = await (await served({ cors: ['*'] })).get('ar.yaml', evil)
  expect([any.status, any.headers.get('access-control-allow-origin')]).toEqual([200, 'https://evil.example'])
})

rule('C', 'there are documents of the APIs that are served, and no others', async () => {
  const { statusFor } = await served()
  for (const file of [
    'control.json',
    'consent.yaml',
    'ar',
    'ar.txt',
    'ar.json.json',
    '.json',
    'constructor',
    'constructor.json',
    '__proto__',
    'toString.yaml',
    '..%2Fpackage.json',
  ])
    expect([file, await statusFor(file)]).toEqual([file, 404])
  const one = await served({ apis: ['ar'] })
  expect([await one.statusFor('ar.json'), await one.statusFor('crm.json')]).toEqual([200, 404])
})

rule('C', 'a document is read only, and of no world that there cannot be', async () => {
  const { url } = await served()
  const written = await fetch(`${url}/openapi/ar.json`, { method: 'POST' })
  expect([written.status, written.headers.get('content-type')]).toEqual([405, 'application/json'])
  for (const id of ['a.b', 'a'.repeat(65)]) {
    const answer = await fetch(`${url}/~${id}/openapi/ar.json`)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { message: 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.' } },
    ])
  }
})

rule('C', 'every page and answer outside the APIs says that it may not be framed, guessed at or run scripts', async () => {
  const { url } = await served()
  for (const path of ['/', '/nothing', '/openapi/ar.json', '/openapi/nothing.json']) {
    const { headers } = await fetch(url + path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-powered-by')).toBeNull()
  }
})

rule('C', 'the first page names the documents that there are, and no others', async () => {
  for (const [apis, names] of [
    [
      ['ar', 'crm'],
      ['ar', 'crm', 'sim', 'stories.arazzo'],
    ],
    [['crm'], ['crm', 'sim']],
  ] as const) {
    const { url, get } = await served({ apis })
    const text = await (await fetch(url)).text()
    const named = [...text.matchAll(/\/openapi\/(\S+\.json)/g)].map(([, file = '']) => file)
    expect(named.toSorted()).toEqual(names.map((name) => `${name}.json`))
    expect(await Promise.all(named.map(async (file) => (await get(file)).status))).toEqual(named.map(() => 200))
    expect(text.includes('the AR API')).toBe(apis.some((name) => name === 'ar'))
  }
})
