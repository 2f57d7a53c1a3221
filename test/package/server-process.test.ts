/** The server as a process: how it starts, what it refuses to start with, how much it holds, how it ends. */
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, connectTo, statusOf } from '../support/connection.ts'
import { installed } from './packed.ts'
import { memberOf, type Process, starter } from './process.ts'
import { run } from './run.ts'

const folder = await installed()
const bin = join(folder, 'node_modules/.bin/arsim')

const start = starter(bin, folder)

const refusesConnections = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.destroy()
      resolve(false)
    }).on('error', () => resolve(true))
  })

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  test(`on ${signal} calls under way are finished, no new ones are taken, and the process ends well`, async () => {
    const server = await start()
    const { url, program, ended, printed } = server
    const { path, samples, headers } = await memberOf(server)
    const upload = connectTo(url)
    upload.send(
      [
        `POST ${path}/actions/${samples.actions.proposed}/approve HTTP/1.1`,
        'Host: localhost',
        `Authorization: ${headers.authorization}`,
        'Content-Type: application/json',
        'Content-Length: 18',
        'Expect: 100-continue',
        'Connection: close',
        '\r\n',
      ].join('\r\n'),
    )
    await upload.until(/100 Continue/)
    upload.send('{"comment":')
    program.kill(signal)
    let looks = 0
    while (!(await refusesConnections(url))) expect(looks++).toBeLessThan(5000)
    upload.send('"slow"}')
    expect(await upload.closed).toMatch(/HTTP\/1\.1 200 OK[\s\S]*"comment":"slow"/)
    expect(await ended).toEqual({ status: 0, signal: null })
    expect(printed.stderr).toBe('')
  })

test('a server goes on when nobody reads any more what it prints', async () => {
  const { url, program, call, ended } = await start()
  program.stdout.destroy()
  for (let i = 0; i < 5; i++) expect((await call('GET /__sim/clock')).status).toBe(200)
  program.kill('SIGTERM')
  expect(await ended, url).toEqual({ status: 0, signal: null })
})

test('on SIGTERM a process without calls ends well, whatever connections are open', async () => {
  const { url, program, ended } = await start()
  const idle = connectTo(url)
  idle.send('GET /__sim/clock HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await idle.until(/\}$/)
  const silent = connectTo(url)
  silent.send('GET /__sim')
  program.kill('SIGTERM')
  expect(await ended).toEqual({ status: 0, signal: null })
  await Promise.all([idle.closed, silent.closed])
})

test('with a small heap what does not fit is refused, and the process lives', async () => {
  const server = await start([], '--max-old-space-size=96')
  const { call, printed } = server
  const { path, samples, headers } = await memberOf(server)
  let seed = 2
  let made = await call('POST /__sim/worlds', { seed })
  while (made.status === 201 && seed < 200) made = await call('POST /__sim/worlds', { seed: ++seed })
  expect([made.status, (await made.json()).error.message]).toEqual([507, expect.stringContaining('--max-bytes')])
  const note = { thread_id: samples.threads.email, content: 'x'.repeat(900_000) }
  let notes = 0
  let status = 201
  while (status === 201) {
    status = (await call(`POST ${path}/thread-notes`, note, headers)).status
    expect(notes++).toBeLessThan(200)
  }
  expect(status).toBe(507)
  expect((await call(`GET ${path}/thread-notes`, undefined, headers)).status).toBe(200)
  expect((await call('POST /__sim/reset', {})).status).toBe(200)
  expect(printed.stderr).toBe('')
})

test('with a small heap there are only so many worlds, and the process lives', async () => {
  const { call } = await start([], '--max-old-space-size=96')
  const statuses = new Set<number>()
  for (let i = 0; i < 12_000 && !statuses.has(507); i += 20) {
    const visits = Array.from({ length: 20 }, async (_, n) => {
      const answer = await call(`GET /~visitor-${i + n}/__sim/clock`)
      await answer.arrayBuffer()
      statuses.add(answer.status)
    })
    await Promise.all(visits)
  }
  expect([...statuses].filter((status) => status !== 507)).toEqual([200])
  expect((await call('GET /__sim/clock')).status).toBe(200)
})

test('the limits of the command line are those of the server', async () => {
  const server = await start(['--life', 'off', '--max-worlds', '2', '--max-bytes', '30000'])
  const { call } = server
  const { path, samples, headers } = await memberOf(server)
  expect((await call('POST /__sim/worlds', { id: 'one' })).status).toBe(201)
  const refused = await call('POST /__sim/worlds', { id: 'two' })
  expect([refused.status, (await refused.json()).error.message]).toEqual([507, expect.stringContaining('--max-worlds')])
  const note = { thread_id: samples.threads.email, content: 'x'.repeat(8000) }
  const full = await call(`POST ${path}/thread-notes`, note, headers)
  expect([full.status, (await full.json()).detail]).toEqual([507, expect.stringContaining('30,000 bytes')])
})

test('worlds live where their clock runs, unless the command line or a call says otherwise', async () => {
  const lives = async ({ call }: Process, body: object = {}) => (await (await call('POST /__sim/worlds', body)).json()).life
  const server = await start()
  expect(await Promise.all([lives(server), lives(server, { clock: 'frozen' })])).toEqual(['on', 'off'])
  expect(await lives(await start(['--life', 'on']), { clock: 'frozen' })).toBe('on')
})

test('origins, hosts and a secret of the command line are those of the server', async () => {
  const named = ['--cors', 'https://app.example', 'http://localhost:5173', '--allow-host', 'arsim.test', 'box:4010']
  const server = await start([...named, '--secret', 'ours'])
  const { call, url, printed } = server
  for (const origin of ['https://app.example', 'http://localhost:5173'])
    expect((await call('GET /openapi/ar.json', undefined, { origin })).headers.get('access-control-allow-origin')).toBe(origin)
  for (const origin of ['https://evil.example', 'http://localhost:3000'])
    expect((await call('GET /openapi/ar.json', undefined, { origin })).status).toBe(403)
  const statusFor = async (host: string) => statusOf(await ask(url, ['GET /__sim/clock HTTP/1.1', `Host: ${host}`]))
  expect(await Promise.all(['arsim.test', 'arsim.test:1', 'box:4010', 'box', 'evil.example'].map(statusFor))).toEqual([
    200, 200, 200, 403, 403,
  ])
  const [ours, theirs] = [await memberOf(server), await memberOf(await start())]
  expect(ours.headers).not.toEqual(theirs.headers)
  expect(ours.samples.actions).toEqual(theirs.samples.actions)
  expect(printed.stderr).toBe('')
})

test('who listens where others can call is told what that means', async () => {
  const everybody = 'Everybody who can reach this address can read and change all worlds.\n'
  const warningsOf = async (...args: string[]) => {
    const { program, ended, printed } = await start(args)
    program.kill('SIGTERM')
    expect(await ended).toEqual({ status: 0, signal: null })
    return printed.stderr
  }
  expect(await warningsOf('--host', '0.0.0.0')).toMatch(
    new RegExp(`^${everybody}.*--control-token TOKEN.*\n.*--secret TEXT.*\n$`),
  )
  expect(await warningsOf('--host', '0.0.0.0', '--secret', 'ours', '--control-token', 'mine')).toBe(everybody)
  expect(await warningsOf('--host', '127.0.0.1')).toBe('')
})

test('the addresses that it prints lead to it, wherever it listens', async () => {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const { printed } = await start(['--host', host])
    const guide = /http:\/\/\S+\/__sim/.exec(printed.stdout)?.[0] as string
    expect([guide, (await fetch(guide)).status]).toEqual([guide, 200])
    const tries = [...printed.stdout.matchAll(/curl -H "Authorization: ([^"]+)" "([^"]+)"/g)]
    expect(tries).toHaveLength(2)
    for (const [, authorization = '', url = ''] of tries)
      expect([url, (await fetch(url, { headers: { authorization } })).status]).toEqual([url, 200])
  }
})

test.each([
  ['--control-origin', '*'],
  ['--cors', 'app.example'],
  ['--cors', 'https://app.example/'],
  ['--cors', 'https://app.example/path'],
  ['--cors', 'https://app.example:443'],
  ['--cors', 'ftp://app.example'],
  ['--cors', 'file:///app'],
  ['--cors', 'null'],
  ['--cors', ''],
  ['--cors', 'https://a.example,https://b.example'],
  ['--allow-host', 'http://arsim.test'],
  ['--allow-host', 'arsim.test/path'],
  ['--allow-host', 'me@arsim.test'],
  ['--allow-host', 'a b'],
  ['--allow-host', 'arsim.test:99999'],
  ['--allow-host', 'arsim.test?x'],
  ['--allow-host', ''],
  ['--max-worlds', '0'],
  ['--max-worlds', '1.5'],
  ['--max-worlds', 'many'],
  ['--max-bytes', '-1'],
  ['--max-bytes', '1e9'],
  ['--max-bytes', '99999999999999999999'],
])('arsim serve refuses %s "%s"', async (option, value) => {
  const { status, stdout, stderr } = await run(bin, ['serve', '--port', '0', option, value], folder)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(new RegExp(`^error: option '${option} .*is invalid\\. [^\\n]+\\n$`))
})

test('who stops reading a document early sees no error', async () => {
  for (const reader of ['head -1', 'true']) {
    const line = `set -o pipefail; '${bin}' openapi ar | ${reader}`
    const { status, stderr } = await run('bash', ['-c', line], folder)
    expect([reader, status, stderr]).toEqual([reader, 0, ''])
  }
})
