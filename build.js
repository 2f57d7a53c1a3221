/**
 * Compiles the package, and packs it twice more: for Node, where each part is loaded when it is first needed, as every process
 * that imports it waits for what is; and for browsers, without the examples of operations and the words for what things
 * and fields mean, which only documents and tests need; what operations are about is kept apart, for who makes documents.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildDashboard } from './build/dashboard.js'
import { packageOf, writeLicences } from './build/licences.js'
import { buildForNode } from './build/node.js'
import { common, entries, load, msw } from './build/parts.js'
import { keepReachedTypes } from './build/types.js'
import { withoutTexts } from './build/without-texts.js'

// What the dashboard is made of hardly ever changes; it says itself what that was.
for (const each of existsSync('dist') ? readdirSync('dist') : [])
  if (each !== 'ui') rmSync(join('dist', each), { recursive: true, force: true })
// The compiler has said what is wrong; where this file stopped is of no interest.
const { status } = spawnSync('node', ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' })
if (status !== 0) process.exit(1)

process.on('uncaughtException', ({ message }) => {
  console.error(message)
  process.exit(1)
})

await buildDashboard()

await writeDocuments()

const textsApart = {
  name: 'texts apart',
  setup({ onLoad }) {
    onLoad({ filter: /dist[/\\]src[/\\](?:ar|control|core|crm)[/\\].*\.js$/ }, ({ path }) => ({ contents: withoutTexts(path) }))
    onLoad({ filter: /openapi[/\\]apart\.js$/ }, async ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('apart = {}', `apart = ${JSON.stringify(await textsOfOperations())}`),
    }))
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

const ofNode = await buildForNode()

// All in one run, so that all entries share one copy of each module: tables are keys of maps.
const forBrowsers = Object.fromEntries(Object.entries({ ...entries, msw }).map(([name, file]) => [name, join('dist', file)]))
const { metafile: ofBrowsers } = await build({
  ...common,
  minifySyntax: false,
  entryPoints: forBrowsers,
  outdir: 'dist/browser',
  splitting: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  plugins: [withoutWords, textsApart],
})

const packages = [...ofNode, ofBrowsers].flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => packageOf(path) ?? []))
for (const folder of ['browser', 'node']) writeLicences(join('dist', folder), packages)

keepReachedTypes(['dist/src', 'dist/fixtures'])

/** What operations are about, by operation. */
async function textsOfOperations() {
  const { createSimulator } = await load('src/index.js')
  const { placeOf } = await load('src/serve/openapi/apart.js')
  const all = createSimulator().apis.flatMap(({ operations }) => operations)
  return Object.fromEntries(
    all.map((each) => [placeOf(each), { summary: each.summary, description: each.description, source: each.source }]),
  )
}

/** The documents as JSON. Those in YAML are in `openapi`, and written when they change. */
async function writeDocuments() {
  const { createSimulator } = await load('src/index.js')
  const { toOpenApi, toText } = await load('src/serve/openapi.js')
  const { USUAL_ORIGIN } = await load('src/serve/openapi/origin.js')
  const { toArazzo } = await load('fixtures/stories.js')
  const { VERSION } = await load('src/version.js')
  const simulator = createSimulator()
  mkdirSync('dist/documents')
  const write = (name, document) => writeFileSync(`dist/documents/${name}.json`, toText(document, 'json'))
  for (const { name, document } of simulator.apis) {
    if (!document) continue
    const made = toOpenApi(simulator, name)
    if (!toText(made, 'json').includes(USUAL_ORIGIN)) throw new Error(`The document ${name}.json names no server.`)
    write(name, made)
  }
  write('stories.arazzo', toArazzo(VERSION))
}
