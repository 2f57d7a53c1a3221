/**
 * The files that Node imports, and what is in each. What every process needs is in one, and its modules are one scope: a module in
 * a function of its own is read three times. The others ask it, and each other, for what they share.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AT_ONCE,
  FOR_DOCUMENTS,
  LOADED,
  late,
  lateOperationNames,
  lateSchemas,
  moduleOf,
  operationsOf,
  partsApart,
  RECIPE,
  REST,
} from './late.js'
import { exportsOf, inDist, nameOf, outside } from './parts.js'

export const fileOf = (name) => `dist/node/${name}.cjs`

const isOfScenario = (name) => name.startsWith(inDist('fixtures/'))
const isForDocuments = (name) => /\.(op|words)\.js$/.test(name)

/** A module that hands out others by their names; each begins when it is asked for. */
const handingOutLate = (names) => ({
  contents: `exports.modules = {\n${names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`).join('\n')}\n}`,
  resolveDir: '.',
})

/** The same for modules that are all there at once. */
async function handingOut(names) {
  const parts = await Promise.all(
    names.map(async (name, i) => ({
      file: JSON.stringify(name),
      exported: (await exportsOf(name)).filter((each) => each !== 'default').map((each) => [each, `${each}_${i}`]),
    })),
  )
  const listed = (exported, between) => exported.map((pair) => pair.join(between)).join(', ')
  const imports = parts.map(({ file, exported }) => `import { ${listed(exported, ' as ')} } from ${file}`).join('\n')
  const table = parts.map(({ file, exported }) => `${file}: () => ({ ${listed(exported, ': ')} }),`).join('\n')
  return { contents: `${imports}\nexport const modules = {\n${table}\n}`, resolveDir: '.' }
}

/** For a file beside others: what is in one of those is asked of it, so that there is one of each; tables are keys of maps. */
const beside = (homes, homeOf, ask) => ({
  name: 'beside others',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === beside || outside.includes(path)) return undefined
      const isFile = /^\.\.?\//.test(path)
      const found = isFile
        ? { path: join(resolveDir, path) }
        : await resolve(path, { kind, importer, resolveDir, pluginData: beside })
      if (found.external || found.errors?.length) return found
      const name = nameOf(found.path)
      const home = homeOf(name)
      if (home === undefined) return isFile ? undefined : found
      ask(home, name)
      return { path: name, namespace: home }
    })
    for (const home of homes)
      onLoad({ filter: /./, namespace: home }, async ({ path }) => {
        const exported = await exportsOf(path)
        const module = moduleOf(home, path)
        return {
          contents: exported.includes('default')
            ? `module.exports = ${module}`
            : `const { ${exported.map((each, i) => `${each}: each${i}`).join(', ')} } = ${module}
export { ${exported.map((each, i) => `each${i} as ${each}`).join(', ')} }`,
          resolveDir: '.',
        }
      })
  },
})

/**
 * @param pack packs as it is told, and returns the names of the modules in it
 * @param atOnce the modules that every process may ask for
 * @param rest those that only some ask for
 */
export async function packFiles(pack, atOnce, rest) {
  const packAtOnce = async (names, write) =>
    pack({ stdin: await handingOut(names), outfile: fileOf(AT_ONCE), plugins: late, write })
  /** The file that each module is in: the first that needs it. */
  const homes = new Map()
  const settle = (names, home) => {
    for (const name of names) if (!homes.has(name)) homes.set(name, home)
  }
  settle(await packAtOnce(atOnce, false), AT_ONCE)

  const compiled = readdirSync('dist/src', { recursive: true, encoding: 'utf8' }).map((file) => nameOf(join('dist/src', file)))
  const operations = [...lateOperationNames].sort()
  const others = [
    ...[...new Set(operations.map(operationsOf))].map((file) => ({
      file,
      names: operations.filter((name) => operationsOf(name) === file).map((name) => name + LOADED),
      plugins: late,
    })),
    { file: REST, names: rest, plugins: late },
    { file: FOR_DOCUMENTS, names: compiled.filter(isForDocuments), isOwn: isForDocuments, minify: true },
    { file: RECIPE, names: [inDist('fixtures/default/recipe.js')], isOwn: isOfScenario, minify: true },
  ]
  const asked = new Map([AT_ONCE, ...others.map(({ file }) => file)].map((file) => [file, new Set()]))
  const packBeside = ({ file, names, isOwn = () => false, plugins = [lateSchemas, partsApart], minify = false }, write) => {
    const homeOf = (name) => (isOwn(name) || homes.get(name) === file ? undefined : homes.get(name))
    const besideOthers = beside(asked.keys(), homeOf, (home, name) => asked.get(home).add(name))
    const contents = handingOutLate([...names, ...[...asked.get(file)].sort()])
    return pack({ stdin: contents, outfile: fileOf(file), minify, plugins: [...plugins, besideOthers], write })
  }
  for (const each of others) settle(await packBeside(each, false), each.file)
  for (const each of others.toReversed()) await packBeside(each, true)
  await packAtOnce([...new Set([...atOnce, ...[...asked.get(AT_ONCE)].sort()])], true)
  holdToAscii(fileOf(AT_ONCE))
}

/** In what every process reads: esbuild leaves letters in templates as they are. */
function holdToAscii(file) {
  const [other] = readFileSync(file, 'utf8').match(/.{0,40}[^\0-\x7f]/) ?? []
  if (other)
    throw new Error(`A letter outside ASCII makes Node hold all of ${file} in two bytes a letter: write it as \\u… in ${other}`)
}
