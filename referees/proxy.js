/** A session through a proxy of Prism, which holds every answer against the document. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { serve } from '../dist/src/serve/http.js'
import { calls } from './session.js'

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** How many answers came through, and what is against them. */
export async function throughProxy(simulator, name, file) {
  const { basePath } = simulator.apis.find((each) => each.name === name)
  const server = await serve(simulator, { port: 0 })
  const port = await freePort()
  const prism = spawn('npx', ['prism', 'proxy', file, server.url + basePath, '-p', String(port), '--errors', 'false'], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  try {
    await listening(prism)
    const violations = []
    let count = 0
    for (const { id, expected, request } of calls(simulator, name, server.url)) {
      // The proxy follows by itself what leads elsewhere.
      if (expected >= 300 && expected < 400) continue
      const { method, url, headers, body } = request
      const sent = await fetch(`http://127.0.0.1:${port}${url.slice(basePath.length)}`, {
        method,
        redirect: 'manual',
        headers,
        ...(method !== 'GET' && { body }),
      })
      count++
      const found = JSON.parse(sent.headers.get('sl-violations') ?? '[]')
      const ofAnswer = found.filter(({ location: [place] = [] }) => place === 'response')
      if (ofAnswer.length) violations.push(`${id} ${sent.status}: ${JSON.stringify(ofAnswer).slice(0, 300)}`)
      await sent.arrayBuffer()
    }
    return { count, violations }
  } finally {
    process.kill(-prism.pid)
    await server.close()
  }
}

const listening = (prism) =>
  new Promise((resolve, reject) => {
    prism.stdout.on('data', (text) => {
      if (String(text).includes('is listening')) resolve()
    })
    prism.once('exit', (code) => reject(new Error(`Prism ended with ${code}.`)))
  })
