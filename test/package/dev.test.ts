/** What `npm run dev` starts, in a project of one file. */

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { root } from './packed.ts'

const compilerOptions = { rootDir: '.', outDir: 'dist', module: 'nodenext', target: 'es2023', skipLibCheck: true, types: [] }

test('what is edited is compiled and started again, with the same arguments; the compiler and the server end together', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'arsim-dev-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (word: string) =>
    writeFileSync(
      join(folder, 'src/cli/main.ts'),
      `declare const process: any; declare const console: any; declare const setInterval: any
       console.log('${word}', process.argv.slice(2).join(' ')); setInterval(() => {}, 1000)`,
    )
  mkdirSync(join(folder, 'src/cli'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  write('one')
  mkdirSync(join(folder, 'dist/src/cli'), { recursive: true })
  writeFileSync(join(folder, 'dist/src/cli/main.js'), "console.log('built')\nsetInterval(() => {}, 1000)")

  const program = spawn('node', [join(root, 'dev.js'), '--port', '5'], { cwd: folder })
  onTestFinished(() => void program.kill())
  let printed = ''
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (text: Buffer) => {
      printed += text
    })
  const prints = (text: string) => vi.waitFor(() => expect(printed).toContain(text), { timeout: 60_000 })
  await prints('one serve --port 5')
  await prints('Watching for file changes')
  write('two')
  await prints('two serve --port 5')
  // They close the streams that they share with it when the last of them ends.
  const closed = new Promise((resolve) => program.on('close', (status) => resolve(status)))
  program.kill('SIGTERM')
  expect(await closed).toBe(0)
})
