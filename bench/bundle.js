/** The size of what a browser loads: `createSimulator` and the MSW handlers, without MSW itself. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { under } from './goals.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const LIMIT_KB = 100
/** Of one API, without its world. */
const ALONE_KB = 80

/** By the path of the file, the first that fits; the default world is a text inside own code. */
const parts = [
  ['zod', /node_modules\/zod\//],
  ['temporal-polyfill', /node_modules\/temporal-/],
  ['sorted-btree', /node_modules\/sorted-btree\//],
  ['other packages', /node_modules\//],
  ['own code', /./],
]

export async function measure() {
  const { outputFiles, metafile } = await bundle()
  const [{ contents }] = outputFiles
  const [{ inputs }] = Object.values(metafile.outputs)
  const sizes = Object.fromEntries(parts.map(([name]) => [name, 0]))
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) sizes[partOf(path)] += bytesInOutput
  sizes[WORLD] = Buffer.from(contents).toString().match(world).join('').length
  sizes['own code'] -= sizes[WORLD]
  const whole = gzipped(contents)
  const alone = {}
  for (const api of ['ar', 'crm'])
    alone[api] = await Promise.all([undefined, WORLD].map((without) => gzippedBundle(without, `arsim/${api}`)))
  const added = {}
  for (const name of [...libraries, WORLD]) added[name] = whole - gzipped((await bundle(name)).outputFiles[0].contents)
  added['own code'] = whole - Object.values(added).reduce((sum, bytes) => sum + bytes, 0)
  return {
    title: 'Size in a browser, bytes',
    how: 'arsim and arsim/msw in one bundle: esbuild, minified, for browsers, msw left out; gzip -9',
    facts: [
      ['minified; with gzip, what is more with it than without', []],
      ['the whole', [contents.length, whole]],
      ...Object.entries(sizes).map(([name, bytes]) => [name, [bytes, added[name]]]),
    ],
    ratios: [
      { what: 'kB with gzip', value: whole / 1000 },
      { what: 'kB with gzip, the AR API alone', value: alone.ar[0] / 1000 },
      { what: 'kB with gzip, the CRM API alone', value: alone.crm[0] / 1000, goal: under(LIMIT_KB) },
      { what: 'kB with gzip, the AR API alone, without its world', value: alone.ar[1] / 1000, goal: under(ALONE_KB) },
      { what: 'kB with gzip, the CRM API alone, without its world', value: alone.crm[1] / 1000, goal: under(ALONE_KB) },
      { what: 'kB with gzip, without the default world', value: (whole - added[WORLD]) / 1000, goal: under(LIMIT_KB) },
    ],
  }
}

const libraries = parts.map(([name]) => name).filter((name) => name !== 'own code')
const WORLD = 'default world'
const world = /String\.raw`\{"columns":[^`]*`/g
const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length
const gzippedBundle = async (without, entry) => gzipped((await bundle(without, entry)).outputFiles[0].contents)
const partOf = (path) => parts.find(([, pattern]) => pattern.test(path))[0]

/** @param without the part whose files are emptied, so as to see what it adds */
function bundle(without, entry = 'arsim') {
  return build({
    stdin: { contents: `export { createSimulator } from '${entry}'\nexport { handlers } from 'arsim/msw'`, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    external: ['msw'],
    absWorkingDir: root,
    outfile: 'bundle.js',
    plugins: without === undefined ? [] : [leavingOut(without)],
    logLevel: 'error',
  })
}

const leavingOut = (part) => ({
  name: 'leave out',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, ({ path }) =>
      part === WORLD
        ? leavingOutWorld(path)
        : partOf(path) === part
          ? { contents: path.endsWith('.mjs') ? 'export default {}' : 'module.exports = {}', loader: 'js' }
          : undefined,
    )
  },
})

const leavingOutWorld = (path) => ({ contents: readFileSync(path, 'utf8').replace(world, '""'), loader: 'js' })
