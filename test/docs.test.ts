/** The snippets of docs/webhooks.md work as they stand against a fresh server. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { serve } from '../src/serve/http.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/webhooks.md'), 'utf8')
const snippets = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)

async function run(snippet: string | undefined): Promise<unknown> {
  const { url, close } = await serve(createSimulator(), { port: 0 })
  try {
    const script = (snippet ?? '').replaceAll('localhost:4010', new URL(url).host)
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script])
    return JSON.parse(stdout)
  } finally {
    await close()
  }
}

test('an e-mail comes in', async () => {
  expect(await run(snippets[0])).toMatchObject({ status: 'processed', reason: null, thread_id: expect.any(String) })
})

test('an accounting system was synced', async () => {
  expect(await run(snippets[1])).toMatchObject({ status: 'processed', connection_ids: [expect.any(String)], skipped: [] })
})
