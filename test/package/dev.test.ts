/** What `npm run dev` starts, in a project of one file. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { root } from './packed.ts'
import { start } from './run.ts'

const compilerOptions = { rootDir: '.', outDir: 'dist', module: 'nodenext', target: 'es2023', skipLibCheck: true, types: [] }

test('what is edited is compiled and started again, with the same arguments; the compiler and the server end together', async () => {
  const folder = ownFolder()
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

  const { program, ended, until } = start('node', [join(root, 'dev.js'), '--port', '5'], { cwd: folder })
  await until(/one serve --port 5/)
  await until(/Watching for file changes/)
  write('two')
  await until(/two serve --port 5/)
  // They close the streams that they share with it when the last of them ends.
  program.kill('SIGTERM')
  expect(await ended).toEqual({ status: 0, signal: null })
})
