/** The stories over the APIs, as a runner of Arazzo plays them against a server, with the documents that it serves. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../dist/src/serve/http.js'
import { OUT } from './generate.js'

const files = ['stories.arazzo', 'ar', 'crm', 'sim'].map((name) => `${name}.yaml`)
/** The runner would ask somebody whether there is a newer one, and tell how it is used. */
const alone = { REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off' }

/** What the runner says: whether all steps passed, the last lines of it, and those that failed. */
export async function play(simulator) {
  const server = await serve(simulator, { port: 0 })
  const folder = join(OUT, 'stories')
  mkdirSync(folder, { recursive: true })
  for (const file of files) writeFileSync(join(folder, file), await (await fetch(`${server.url}/openapi/${file}`)).text())
  const runner = spawn('npx', ['redocly', 'respect', join(folder, files[0])], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...alone },
  })
  let said = ''
  for (const stream of [runner.stdout, runner.stderr]) stream.on('data', (text) => (said += text))
  try {
    const [code] = await once(runner, 'close')
    const lines = said.split('\n').map((line) => line.trim())
    return {
      steps: lines.findLast((line) => line.startsWith('Steps:')) ?? 'no steps',
      problems: code === 0 ? [] : ['the runner ended with an error', ...lines.filter((line) => line.startsWith('✗'))],
    }
  } finally {
    await server.close()
  }
}
