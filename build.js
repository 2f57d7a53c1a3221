/**
 * Compiles the package, and packs it twice more: for Node, where each part is loaded when it is first needed, as every process
 * that imports it waits for what is; and for browsers, without the examples of operations and the words for what things mean,
 * which only the documents and the tests need.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { buildDashboard } from './build-dashboard.js'
import { packageOf, writeLicences } from './build-licences.js'

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

/** Modules are named by their files. */
const nameOf = (file) => `./${relative('.', file).replaceAll('\\', '/')}`
const inDist = (file) => `./dist/${file}`

const load = (file) => import(pathToFileURL(join('dist', file)).href)
await writeDocuments()

/** At the end of an operation, as tsc writes it; a property behind the examples makes it fit no more. */
const examples = /^ {4}examples: \[(?:.*\],|\n(?: {5,}.*\n)* {4}\],)\n(?=\}\);\n)/gm

function textWithoutExamples(path) {
  const text = readFileSync(path, 'utf8')
  const found = text.match(examples)?.length ?? 0
  if (found !== 1) throw new Error(`One operation ends in its examples, but ${found} do in ${path}.`)
  return text.replace(examples, '    examples: [],\n')
}

const withoutExamples = {
  name: 'without examples',
  setup({ onLoad }) {
    onLoad({ filter: /\.op\.js$/ }, ({ path }) => ({ contents: textWithoutExamples(path) }))
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

const entries = {
  index: 'src/index.js',
  ar: 'src/entries/ar.js',
  crm: 'src/entries/crm.js',
  openapi: 'src/serve/openapi.js',
  data: 'src/data/index.js',
  scenarios: 'fixtures/default/faked.js',
}
const onlyNode = { express: 'src/serve/express.js', server: 'src/serve/http.js' }
const msw = 'src/serve/msw.js'
const kits = { vitest: 'src/kits/vitest.js', playwright: 'src/kits/playwright.js' }

/** What is shared with who imports the package, or only needed by some. */
const outside = ['msw', 'zod', 'express', 'jiti', 'vitest', '@playwright/test', '#dashboard']

const common = {
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
  external: outside,
}
/** Schemas that are made when they are asked for something. */
const lateSchemas = {
  name: 'late schemas',
  setup({ onResolve }) {
    onResolve({ filter: /^zod(\/v4\/core)?$/ }, ({ importer }) =>
      /late-zod\.js$|[\\/]zod[\\/]/.test(importer) ? undefined : { path: './zod.cjs', external: true },
    )
  },
}

/**
 * Operations that are loaded when they are first called, and their examples when a document is made. Those that also hold
 * something for others are there at once.
 */
const lateOperations = {
  name: 'late operations',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.op\.js\?loaded$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace('?loaded', '')),
      suffix: '?loaded',
    }))
    onLoad({ filter: /\.op\.js$/ }, async ({ path, suffix }) => {
      if (suffix) return { contents: textWithoutExamples(path) }
      const entries = Object.entries(await import(pathToFileURL(path).href))
      const [[name, { id, method, path: route, also, bodyLimit }]] = entries
      if (entries.length > 1) return undefined
      const place = relative(dirname(path), resolve('dist/src/core/call/late-operation.js')).replaceAll('\\', '/')
      const known = JSON.stringify({ id, method, path: route, also, bodyLimit })
      return {
        contents: `import { LateOperation } from '${place.startsWith('.') ? place : `./${place}`}'
export const ${name} = new LateOperation(${known}, () => require('./${basename(path)}?loaded').${name}, () => ${moduleOf(FOR_DOCUMENTS, nameOf(path))}.${name}.examples)`,
      }
    })
  },
}

/** Words that are loaded when they are read. */
const lateWords = {
  name: 'late words',
  setup({ onLoad }) {
    onLoad({ filter: /\.words\.js$/ }, async ({ path }) => {
      const [[name, words]] = Object.entries(await import(pathToFileURL(path).href))
      const fields = Object.keys(words).map((field) => `get ${field}() { return words().${field} }`)
      return {
        contents: `const words = () => ${moduleOf(FOR_DOCUMENTS, nameOf(path))}.${name}
export const ${name} = { ${fields.join(', ')} }`,
      }
    })
  },
}

/** Digests by Node itself. */
const digestsOfNode = {
  name: 'digests of Node',
  setup({ onLoad }) {
    onLoad({ filter: /values[\\/]digest\.js$/ }, ({ path }) => ({
      contents: `export { digest } from './${basename(path, '.js')}.node.js'`,
      resolveDir: dirname(path),
    }))
  },
}

const forNode = {
  ...common,
  platform: 'node',
  target: 'node20.19',
  external: outside.filter((name) => name !== 'zod'),
  plugins: [lateSchemas],
  logOverride: { 'import-is-undefined': 'error' },
}
/** Files of their own: what only documents need, and what makes the default world for another seed. */
const [FOR_DOCUMENTS, RECIPE] = ['for-documents', 'recipe']

const metafiles = []
const pack = async (options) => {
  const { metafile } = await build(options)
  metafiles.push(metafile)
}

/**
 * What Node imports: CommonJS, as only that can load a part when it is first needed, without waiting, wherever the files are. All
 * of it is in one file, in which a module begins when somebody asks for it; what is large and seldom needed is a file of its own.
 */
const apart = {
  'world-ar': 'dist/fixtures/default/world-ar.js',
  'world-crm': 'dist/fixtures/default/world-crm.js',
  yaml: 'yaml',
  commander: 'commander',
  faker: '@faker-js/faker/locale/en',
}
const partsApart = {
  name: 'parts of their own',
  setup({ onResolve }) {
    onResolve({ filter: /^(yaml|commander|@faker-js\/faker\/locale\/en)$/ }, ({ path }) => {
      const [name] = Object.entries(apart).find(([, file]) => file === path)
      return { path: `./${name}.cjs`, external: true }
    })
    onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path }) => ({ path, external: true }))
  },
}

/** The default scenario, of which each part is loaded when it is first asked for. */
const lateScenario = {
  name: 'late scenario',
  setup({ onLoad }) {
    const recipe = moduleOf(RECIPE, inDist('fixtures/default/recipe.js'))
    const instead = {
      'world-ar': "export const world = () => require('./world-ar.cjs').world()",
      'world-crm': "export const world = () => require('./world-crm.cjs').world()",
      'generate.node': `export const generate = (seed) => ${recipe}.recipe(seed)`,
      recipe: `export const recipe = (seed) => ${recipe}.recipe(seed)`,
      completed: "export const completedFor = (tables, weekday) => require('./completed.cjs').completedFor(tables, weekday)",
    }
    onLoad({ filter: /fixtures[\\/]default[\\/](world-\w+|generate\.node|recipe|completed)\.js$/ }, ({ path }) => ({
      contents: instead[basename(path, '.js')],
    }))
  },
}

/** A module that hands out others, by their names. */
const modules = (names) => ({
  contents: `exports.modules = {\n${names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`).join('\n')}\n}`,
  resolveDir: '.',
})

/** A piece of code that asks one of those files for a module. */
const moduleOf = (file, name) => `require('./${file}.cjs').modules[${JSON.stringify(name)}]()`

/** What files of their own use of the one in which all else is, so that there is one of each. */
const shared = new Set()

/** @param isOwn whether a module is in this file; all others are in the one that is shared */
const apartFrom = (isOwn) => ({
  name: 'beside the shared file',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/arsim\.cjs$/ }, ({ path }) => ({ path, external: true }))
    onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point' || outside.includes(path)) return undefined
      const name = /^\.\.?\//.test(path) ? nameOf(resolve(resolveDir, path)) : path
      return isOwn(name) ? undefined : { path: name, namespace: 'shared' }
    })
    onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => {
      shared.add(path)
      return { contents: `module.exports = ${moduleOf('arsim', path)}`, resolveDir: '.' }
    })
  },
})

const packApart = (name, isOwn, names) =>
  pack({
    ...forNode,
    stdin: modules(names),
    outfile: `dist/node/${name}.cjs`,
    format: 'cjs',
    minify: true,
    plugins: [lateSchemas, partsApart, apartFrom(isOwn)],
  })

const isForDocuments = (name) => /\.(op|words)\.js$/.test(name)
const compiled = readdirSync('dist/src', { recursive: true, encoding: 'utf8' })
await packApart(FOR_DOCUMENTS, isForDocuments, compiled.map((file) => nameOf(join('dist/src', file))).filter(isForDocuments))
await packApart(RECIPE, (name) => name.startsWith(inDist('fixtures/')), [inDist('fixtures/default/recipe.js')])

const inOne = { ...entries, ...onlyNode, cli: 'src/cli/main.js' }
await pack({
  ...forNode,
  stdin: modules([...new Set([...Object.values(inOne).map(inDist), ...shared])]),
  outfile: 'dist/node/arsim.cjs',
  format: 'cjs',
  define: { 'import.meta.url': '__filename' },
  plugins: [lateSchemas, lateOperations, lateWords, lateScenario, digestsOfNode, partsApart],
})
// In what every process reads: esbuild leaves letters in templates as they are.
const [other] = readFileSync('dist/node/arsim.cjs', 'utf8').match(/.{0,40}[^\0-\x7f]/) ?? []
if (other)
  throw new Error(`A letter outside ASCII makes Node hold all of arsim.cjs in two bytes a letter: write it as \\u… in ${other}`)
await pack({
  ...forNode,
  plugins: [],
  entryPoints: ['dist/src/late-zod.js'],
  outfile: 'dist/node/zod.cjs',
  format: 'cjs',
  minify: true,
  external: [],
})
for (const [name, file] of Object.entries(apart))
  await pack({ ...forNode, plugins: [], entryPoints: [file], outfile: `dist/node/${name}.cjs`, format: 'cjs', minify: true })
writeFileSync('dist/node/completed.cjs', await completedWorlds())

const generics = { Query: '<T>' }

/** The names that an entry exports; the compiler has said what is a type. */
const namesOf = async (file) => Object.keys(await import(pathToFileURL(join('dist', file)).href)).sort()
for (const [name, file] of Object.entries({ ...entries, ...onlyNode })) {
  const names = await namesOf(file)
  // In two statements: where a module exports what another one does, Node reads all of that for its names, which takes longer than to run it.
  writeFileSync(
    `dist/node/${name}.cjs`,
    `const { modules } = require('./arsim.cjs')\nmodule.exports = modules[${JSON.stringify(inDist(file))}]()\n`,
  )
  writeFileSync(`dist/node/${name}.js`, `import entry from './${name}.cjs'\nexport const { ${names.join(', ')} } = entry\n`)
  writeFileSync(`dist/node/${name}.d.cts`, typesOf(file, names))
}

/** To TypeScript, a CommonJS module whose names are those of the ES module. */
function typesOf(file, names) {
  const from = `'../${file}' with { 'resolution-mode': 'import' }`
  const isClass = (name) => /^[A-Z]/.test(name) && name !== 'VERSION'
  return [
    `import type * as entry from ${from}`,
    `export type * from ${from}`,
    ...names.map((name) => `export declare const ${name}: typeof entry.${name}`),
    ...names.filter(isClass).map((name) => `export type ${name}${generics[name] ?? ''} = entry.${name}${generics[name] ?? ''}`),
    '',
  ].join('\n')
}

/** What has to share a module with who imports it comes in both forms: it only speaks of worlds, and brings none along. */
await pack({ ...forNode, entryPoints: { msw: `dist/${msw}` }, outdir: 'dist/node', format: 'esm' })
await pack({ ...forNode, entryPoints: [`dist/${msw}`], outfile: 'dist/node/msw.cjs', format: 'cjs' })
const types = readFileSync('dist/src/serve/msw.d.ts', 'utf8')
writeFileSync(
  'dist/node/msw.d.cts',
  types.replace(/from '\.\.\/(core\/[\w/.-]+)'/g, "from '../src/$1' with { 'resolution-mode': 'import' }"),
)

const beside = { 'src/index.js': './index.js', 'src/data/collections.js': './data.js', [msw]: './msw.js' }
const besideOthers = {
  name: 'other entries',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const other = beside[relative(resolve('dist'), join(resolveDir, path)).replaceAll('\\', '/')]
      return other && { path: other, external: true }
    })
  },
}
const kitFiles = Object.fromEntries(Object.entries(kits).map(([name, file]) => [name, join('dist', file)]))
await pack({ ...forNode, entryPoints: kitFiles, outdir: 'dist/node', format: 'esm', plugins: [lateSchemas, besideOthers] })

mkdirSync('dist/bin')
writeFileSync(
  'dist/bin/arsim.js',
  `#!/usr/bin/env node\nimport module from 'node:module'\n\n// Node 22 and newer keep what they have compiled.\nmodule.enableCompileCache?.()\nmodule.createRequire(import.meta.url)('../node/arsim.cjs').modules[${JSON.stringify(inDist(inOne.cli))}]()\n`,
  { mode: 0o755 },
)

// All in one run, so that all entries share one copy of each module: tables are keys of maps.
const forBrowsers = Object.fromEntries(Object.entries({ ...entries, msw }).map(([name, file]) => [name, join('dist', file)]))
await pack({
  ...common,
  minifySyntax: false,
  entryPoints: forBrowsers,
  outdir: 'dist/browser',
  splitting: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  plugins: [withoutExamples, withoutWords],
})

const packages = metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => packageOf(path) ?? []))
for (const folder of ['browser', 'node']) writeLicences(join('dist', folder), packages)

/** The default world, for simulators of both APIs and of one: as nobody has to work it out, it is there at once. */
async function completedWorlds() {
  const { createSimulator } = await load('src/index.js')
  const { toCompleted } = await load('fixtures/complete.js')
  // Two of each day of the week, as people write and pay on working days; one of them in each half of the year, as zones have summer
  // time; with secrets, as they show in ids.
  const days = [0, 1, 2, 3, 4, 5, 6].flatMap((i) => [later('2026-06-01', 15 * i), later('2027-01-11', 8 * i)])
  const known = new Map()
  const placeOf = (text) => {
    if (!known.has(text)) known.set(text, known.size)
    return known.get(text)
  }
  const worlds = [['ar', 'crm'], ['ar'], ['crm']].map((apis) => {
    const samples = days.map((today, i) => {
      const secret = i ? `secret ${i}` : ''
      const machine = () => Date.parse(`${today}T12:00:00Z`)
      const { origin } = createSimulator({ apis, secret, machine, clock: 'running' }).world().base
      return { state: origin.state, today, source: { seed: 1, secret } }
    })
    const tables = Object.entries(toCompleted(samples)).map(([name, packed]) => {
      const each = Array.isArray(packed) ? packed : [packed]
      return [name, each.map(({ arrivals, text }) => [arrivals, placeOf(text)])]
    })
    return [[...samples[0].state.keys()].map(({ name }) => name).join(), Object.fromEntries(tables)]
  })
  mkdirSync('dist/node/completed')
  for (const [text, place] of known)
    writeFileSync(`dist/node/completed/${place}.cjs`, `exports.text = String.raw\`${plain(text)}\`\n`)
  return `const tables = {
${[...known.values()].map((place) => `${place}: () => require('./completed/${place}.cjs').text`).join(',\n')}
}
const worlds = ${JSON.stringify(Object.fromEntries(worlds))}
exports.completedFor = (names, weekday) => {
  const places = worlds[names.join()]
  return places && Object.fromEntries(Object.entries(places).map(([name, days]) => {
    const [arrivals, place] = days[weekday] ?? days[0]
    return [name, { arrivals, read: tables[place] }]
  }))
}
`
}

function later(date, days) {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

/** JSON in letters of ASCII, which Node reads faster. */
function plain(json) {
  if (/`|\$\{/.test(json)) throw new Error('A text would end the template that the rows are written in.')
  return json.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The documents as they are served: for the address of the server stands what no document has. */
async function writeDocuments() {
  const { createSimulator } = await load('src/index.js')
  const { toOpenApi, toText } = await load('src/serve/openapi.js')
  const { USUAL_ORIGIN } = await load('src/serve/openapi/origin.js')
  const { ADDRESS, ENCODED_ADDRESS } = await load('src/serve/documents.js')
  const { toArazzo } = await load('fixtures/stories.js')
  const { VERSION } = await load('src/version.js')
  const simulator = createSimulator()
  const described = simulator.apis.filter(({ document }) => document)
  const documents = {
    ...Object.fromEntries(described.map(({ name }) => [name, toOpenApi(simulator, name)])),
    'stories.arazzo': toArazzo(VERSION),
  }
  mkdirSync('dist/documents')
  for (const [name, document] of Object.entries(documents))
    for (const format of ['json', 'yaml']) {
      const text = toText(document, format)
      if (described.some((api) => api.name === name) && !text.includes(USUAL_ORIGIN))
        throw new Error(`The document ${name}.${format} names no server.`)
      if (text.includes(ADDRESS) || text.includes(ENCODED_ADDRESS))
        throw new Error(`The document ${name}.${format} has a letter that stands for an address.`)
      writeFileSync(
        `dist/documents/${name}.${format}`,
        text.replaceAll(USUAL_ORIGIN, ADDRESS).replaceAll(encodeURIComponent(USUAL_ORIGIN), ENCODED_ADDRESS),
      )
    }
}
