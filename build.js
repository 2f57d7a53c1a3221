/**
 * Compiles the package, and packs it three times more. What Node imports goes into few files, as every process that imports
 * it waits for each; so does the command line, and what browsers import. The last two are without the examples of operations
 * and the words for what things mean, which only the documents and the tests need.
 */

import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
// The compiler has said what is wrong; where this file stopped is of no interest.
const { status } = spawnSync('node', ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' })
if (status !== 0) process.exit(1)

process.on('uncaughtException', ({ message }) => {
  console.error(message)
  process.exit(1)
})

const load = (file) => import(pathToFileURL(join('dist', file)).href)
await writeDocuments()

/** At the end of an operation, as tsc writes it; a property behind the examples makes it fit no more. */
const examples = /^ {4}examples: \[(?:.*\],|\n(?: {5,}.*\n)* {4}\],)\n(?=\}\);\n)/gm

const withoutExamples = {
  name: 'without examples',
  setup({ onLoad }) {
    onLoad({ filter: /\.op\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const found = text.match(examples)?.length ?? 0
      if (found !== 1) throw new Error(`One operation ends in its examples, but ${found} do in ${path}.`)
      return { contents: text.replace(examples, '    examples: [],\n') }
    })
  },
}

const withoutWords = {
  name: 'without words',
  setup({ onLoad }) {
    onLoad({ filter: /\.words\.js$/ }, ({ path }) => {
      const [, name] = /^export const (\w+) = /m.exec(readFileSync(path, 'utf8')) ?? []
      if (!name) throw new Error(`There are no words in ${path}.`)
      return { contents: `export const ${name} = {}\n` }
    })
  },
}

/** What worlds of other seeds are faked with: loaded by its name, and only then. */
const recipe = 'dist/fixtures/default/recipe.js'

const { metafile } = await build({
  entryPoints: { arsim: 'dist/src/cli/main.js', recipe },
  outdir: 'dist/bin',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  // What only some commands need stays outside.
  external: ['express', 'commander', 'jiti', '@faker-js/faker', '#documents/*'],
  minifyWhitespace: true,
  metafile: true,
  plugins: [withoutExamples, withoutWords],
})

const entries = {
  index: 'dist/src/index.js',
  ar: 'dist/src/entries/ar.js',
  crm: 'dist/src/entries/crm.js',
  msw: 'dist/src/serve/msw.js',
  openapi: 'dist/src/serve/openapi.js',
  data: 'dist/src/data/index.js',
  scenarios: 'dist/fixtures/default/faked.js',
}

// Each in one run, so that all entries share one copy of each module: tables are keys of maps.
const { metafile: ofNode } = await build({
  entryPoints: {
    ...entries,
    express: 'dist/src/serve/express.js',
    server: 'dist/src/serve/http.js',
    vitest: 'dist/src/kits/vitest.js',
    playwright: 'dist/src/kits/playwright.js',
    recipe,
  },
  outdir: 'dist/node',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // Those are shared with who imports them, or only needed by some.
  external: ['express', 'yaml', 'msw', '@msw/data', 'vitest', '@playwright/test', '@faker-js/faker', '#documents/*'],
  minifyWhitespace: true,
  metafile: true,
})

await build({
  entryPoints: entries,
  outdir: 'dist/browser',
  bundle: true,
  splitting: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  packages: 'external',
  minifyWhitespace: true,
  plugins: [withoutExamples, withoutWords],
})

/** The licences of the packages inside, which ask to go along. */
const packages = [metafile, ofNode].flatMap(({ inputs }) =>
  Object.keys(inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
)
const licences = [...new Set(packages)].sort().map((name) => {
  const folder = join('node_modules', name)
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`
})
for (const folder of ['bin', 'node'])
  writeFileSync(
    join('dist', folder, 'LICENCES.txt'),
    `The files in this folder contain code of these packages.\n\n${licences.join(`\n${'-'.repeat(80)}\n\n`)}`,
  )

/** The documents as they are served, a module each, in parts: every second one is the address of the server, as it stands or encoded. */
async function writeDocuments() {
  const { createSimulator } = await load('src/index.js')
  const { toOpenApi, toText } = await load('src/serve/openapi.js')
  const { USUAL_ORIGIN } = await load('src/serve/openapi/origin.js')
  const address = new RegExp(`(${USUAL_ORIGIN}|${encodeURIComponent(USUAL_ORIGIN)})`.replaceAll('.', '\\.'))
  const simulator = createSimulator()
  mkdirSync('dist/documents')
  for (const { name, document } of simulator.apis) {
    if (!document) continue
    const spec = toOpenApi(simulator, name)
    for (const format of ['json', 'yaml']) {
      const parts = toText(spec, format).split(address)
      if (parts.length < 2) throw new Error(`The document ${name}.${format} names no server.`)
      writeFileSync(`dist/documents/${name}.${format}.js`, `export const parts = ${JSON.stringify(parts)}\n`)
    }
  }
  const { toArazzo } = await load('fixtures/stories.js')
  const { VERSION } = await load('src/version.js')
  for (const format of ['json', 'yaml'])
    writeFileSync(
      `dist/documents/stories.arazzo.${format}.js`,
      `export const parts = ${JSON.stringify([toText(toArazzo(VERSION), format)])}\n`,
    )
}
