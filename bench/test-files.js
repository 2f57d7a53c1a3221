/** What a suite of many small files pays: each file is a process of its own to Vitest, and loads what it imports. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atMost } from './goals.js'
import { median } from './median.js'

const FILES = 30
const RUNS = 3
const root = fileURLToPath(new URL('..', import.meta.url))

const simulated = `
import { expect, test } from 'vitest'
import { setupServer } from 'msw/node'
import { createSimulator } from '${root}dist/node/index.js'
import { handlers } from '${root}dist/node/msw.js'
test('a call is answered', async () => {
  const simulator = createSimulator()
  setupServer(...handlers(simulator, { ar: 'https://ar.example' })).listen()
  const { headers, path } = simulator.apis.find(({ name }) => name === 'ar').caller(simulator.world(), 'member')
  expect((await fetch(\`https://ar.example/api/companies/\${path.company_id}/actions\`, { headers })).status).toBe(200)
})
`
const bare = `
import { expect, test } from 'vitest'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
test('a call is answered', async () => {
  setupServer(http.get('https://ar.example/api/companies/:c/actions', () => HttpResponse.json({ data: [] }))).listen()
  expect((await fetch('https://ar.example/api/companies/1/actions')).status).toBe(200)
})
`

export async function measure() {
  const folder = mkdtempSync(join(root, 'dist/test-files-'))
  try {
    const [ours, without] = await inTurns([suiteOf(folder, 'simulated', simulated), suiteOf(folder, 'bare', bare)])
    return {
      title: `${FILES} test files of one test each, milliseconds`,
      how: `vitest run, one worker; medians of ${RUNS} runs in turns`,
      facts: [
        ['with arsim and MSW', ours],
        ['with MSW alone', without],
      ],
      ratios: [{ what: 'files with arsim / files with MSW alone', value: ours / without, goal: atMost(1.3) }],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function suiteOf(folder, name, text) {
  const path = join(folder, name)
  mkdirSync(path)
  for (let i = 0; i < FILES; i++) writeFileSync(join(path, `file-${i}.test.js`), text)
  writeFileSync(join(path, 'vitest.config.js'), 'export default { test: { maxWorkers: 1 } }')
  return path
}

async function inTurns(suites) {
  const times = suites.map(() => [])
  for (let run = 0; run < RUNS; run++) for (const [i, path] of suites.entries()) times[i].push(timeOf(path))
  return times.map(median)
}

function timeOf(path) {
  const start = performance.now()
  execFileSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', path], { stdio: 'ignore' })
  return performance.now() - start
}
