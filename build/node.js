/** What Node imports: CommonJS, as only that can load a part when it is first needed, without waiting, wherever the files are. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { completedWorlds } from './completed.js'
import { fileOf, packFiles } from './files-for-node.js'
import { AT_ONCE, apart, lateSchemas, REST } from './late.js'
import { common, entries, exportsOf, inDist, msw, outside } from './parts.js'

const onlyNode = { express: 'src/serve/express.js', server: 'src/serve/http.js' }
const cli = 'src/cli/main.js'
const kits = { vitest: 'src/kits/vitest.js', playwright: 'src/kits/playwright.js' }

const forNode = {
  ...common,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // Node prints the line that throws, above what is wrong.
  lineLimit: 160,
  external: outside.filter((name) => name !== 'zod'),
  logOverride: { 'import-is-undefined': 'error' },
}
/** Packs all of it; returns what esbuild tells of what is in it. */
export async function buildForNode() {
  const metafiles = []
  const pack = async (options) => {
    const define = options.format === 'esm' ? {} : { 'import.meta.url': '__filename' }
    const { metafile } = await build({ ...forNode, define, ...options })
    metafiles.push(metafile)
    return Object.keys(metafile.inputs).map((path) => `./${path}`)
  }
  const atOnce = ['index', 'ar', 'crm'].map((name) => inDist(entries[name]))
  const rest = [entries.openapi, entries.data, entries.scenarios, ...Object.values(onlyNode), cli].map(inDist)
  await packFiles(pack, atOnce, rest)
  await pack({ entryPoints: ['dist/src/late-zod.js'], outfile: fileOf('zod'), minify: true, external: [] })
  for (const [name, file] of Object.entries(apart)) await pack({ entryPoints: [file], outfile: fileOf(name), minify: true })
  writeFileSync(fileOf('completed'), await completedWorlds())

  for (const [name, file] of Object.entries({ ...entries, ...onlyNode }))
    await writeEntry(name, file, atOnce.includes(inDist(file)) ? AT_ONCE : REST)
  // What has to share a module with who imports it comes in both forms: it only speaks of worlds, and brings none along.
  await pack({ entryPoints: { msw: `dist/${msw}` }, outdir: 'dist/node', format: 'esm', plugins: [lateSchemas] })
  await pack({ entryPoints: [`dist/${msw}`], outfile: fileOf('msw'), plugins: [lateSchemas] })
  const types = readFileSync('dist/src/serve/msw.d.ts', 'utf8')
  writeFileSync(
    'dist/node/msw.d.cts',
    types.replace(/from '\.\.\/(core\/[\w/.-]+)'/g, "from '../src/$1' with { 'resolution-mode': 'import' }"),
  )
  const kitFiles = Object.fromEntries(Object.entries(kits).map(([name, file]) => [name, join('dist', file)]))
  await pack({ entryPoints: kitFiles, outdir: 'dist/node', format: 'esm', plugins: [lateSchemas, besideOthers] })
  writeCommand()
  return metafiles
}

const generics = { Query: '<T>' }

async function writeEntry(name, file, from) {
  const names = await exportsOf(inDist(file))
  // In two statements: where a module exports what another one does, Node reads all of that for its names, which takes longer than to run it.
  writeFileSync(
    fileOf(name),
    `const { modules } = require('./${from}.cjs')\nmodule.exports = modules[${JSON.stringify(inDist(file))}]()\n`,
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

const packedAlready = { 'src/index.js': './index.js', 'src/data/collections.js': './data.js', [msw]: './msw.js' }
const besideOthers = {
  name: 'other entries',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const other = packedAlready[relative(resolve('dist'), join(resolveDir, path)).replaceAll('\\', '/')]
      return other && { path: other, external: true }
    })
  },
}

/** What the command loads as it was compiled when it was packed; the rest of it imports files of users, which only Node's own loader can. */
const COMPILED = [AT_ONCE, 'commander']

/** The command, and what it loads so. */
function writeCommand() {
  mkdirSync('dist/bin')
  copyFileSync('build/compiled.cjs', 'dist/bin/compiled.cjs')
  writeFileSync(
    'dist/bin/arsim.js',
    `#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import compiled from './compiled.cjs'

// Node 22 and newer keep what they have compiled.
module.enableCompileCache?.()
const [files, made] = ['../node', '../compiled'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
for (const name of ${JSON.stringify(COMPILED)}) compiled.load(\`\${files}/\${name}.cjs\`, made)
module.createRequire(import.meta.url)('../node/${REST}.cjs').modules[${JSON.stringify(inDist(cli))}]()
`,
    { mode: 0o755 },
  )
  const { status } = spawnSync(process.execPath, ['build/compile-command.js'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('The command does not start.')
}
