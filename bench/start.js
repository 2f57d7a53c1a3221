/** From the start of the process to the first answer of an API call. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get as request } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createSimulator } from '../dist/src/index.js'
import { atMost } from './goals.js'
import { median } from './median.js'

const RUNS = 9
const PATIENCE_MS = 10_000
const scriptAt = (path) => fileURLToPath(new URL(path, import.meta.url))

export async function measure() {
  const simulator = createSimulator()
  const { headers, path } = simulator.apis.find(({ name }) => name === 'ar').caller(simulator.world(), 'member')
  const served = (...options) => ({
    path: `/api/companies/${path.company_id}/actions`,
    headers,
    args: (port) => [scriptAt('../dist/bin/arsim.js'), 'serve', ...options, '--port', port],
  })
  const programs = [
    served(),
    served('--life', 'off'),
    { path: '/', headers: {}, args: (port) => [scriptAt('servers/express-app.js'), port] },
  ]
  const times = programs.map(() => [])
  for (let run = 0; run < RUNS; run++) for (const [i, program] of programs.entries()) times[i].push(await timeToReady(program))
  const [ours, lifeless, express] = times.map(median)
  return {
    title: 'Ready after start, milliseconds',
    how: `from the start of the process to the first 200, of an API call with a token and of GET / ; medians of ${RUNS} runs in turns`,
    facts: [
      ['arsim serve', ours],
      ['arsim serve --life off', lifeless],
      ['a bare Express app', express],
    ],
    ratios: [
      { what: 'arsim serve / a bare Express app', value: ours / express, goal: atMost(1.5) },
      { what: 'arsim serve --life off / a bare Express app', value: lifeless / express, goal: atMost(1.5) },
    ],
  }
}

async function timeToReady({ path, headers, args }) {
  const port = await freePort()
  const start = performance.now()
  const child = spawn(process.execPath, args(String(port)), { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  try {
    while (!(await isAnswered({ port, path, headers }))) {
      if (child.exitCode !== null || performance.now() - start > PATIENCE_MS)
        throw new Error(`Not ready: ${args(port).join(' ')}`)
      await delay(1)
    }
    return performance.now() - start
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

function isAnswered(options) {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', agent: false, ...options }, (response) => {
      response.resume()
      if (response.statusCode === 200) response.on('end', () => resolve(true))
      else reject(new Error(`GET ${options.path}: ${response.statusCode}`))
    }).on('error', () => resolve(false))
  })
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
