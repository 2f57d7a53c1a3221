/** Compiles the package, and packs the command line into few files: a process starts much faster when it has less to load. */

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
execFileSync('node', ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' })

const { metafile } = await build({
  entryPoints: { arsim: 'dist/src/cli/main.js' },
  outdir: 'dist/bin',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  // What only some commands need stays outside.
  external: ['express', 'yaml', 'openapi3-ts', 'commander', '#default-recipe'],
  metafile: true,
})

/** The licences of the packages inside, which ask to go along. */
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
)
const licences = [...packages].sort().map((name) => {
  const folder = join('node_modules', name)
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`
})
writeFileSync(
  'dist/bin/LICENCES.txt',
  `The files in this folder contain code of these packages.\n\n${licences.join(`\n${'-'.repeat(80)}\n\n`)}`,
)
