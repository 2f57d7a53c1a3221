/** What is loaded when it is first needed: plugins that put in its place what asks another file for it. */
import { basename, dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inDist, nameOf } from './parts.js'
import { withOneExample, withoutExamples } from './without-texts.js'

/**
 * The files: what is there at once, what only some processes need, what only documents need, what makes the default world for
 * another seed, and operations by their folder.
 */
export const [AT_ONCE, REST, FOR_DOCUMENTS, RECIPE] = ['arsim', 'rest', 'for-documents', 'recipe']
export const operationsOf = (name) => `operations-${name.split('/').slice(3, -1).join('-')}`

/** A piece of code that asks one of those files for a module. */
export const moduleOf = (file, name) => `require('./${file}.cjs').modules[${JSON.stringify(name)}]()`

/** Schemas that are made when they are asked for something. */
export const lateSchemas = {
  name: 'late schemas',
  setup({ onResolve }) {
    onResolve({ filter: /^zod(\/v4\/core)?$/ }, ({ importer }) =>
      /late-zod\.js$|[\\/]zod[\\/]/.test(importer) ? undefined : { path: './zod.cjs', external: true },
    )
  },
}

/** At the end of the name of an operation: the whole of it, not what finds it. */
export const LOADED = '?loaded'
/** Those that the plugin below has met. */
export const lateOperationNames = new Set()

/**
 * Operations that are loaded when they are first called, and their examples when a document is made. Those that also hold
 * something for others are there at once.
 */
const lateOperations = {
  name: 'late operations',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.op\.js\?loaded$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(LOADED, '')),
      suffix: LOADED,
    }))
    onLoad({ filter: /\.op\.js$/ }, async ({ path, suffix }) => {
      if (suffix) return { contents: withoutExamples(path) }
      const entries = Object.entries(await import(pathToFileURL(path).href))
      const [[name, { id, method, path: route, also, bodyLimit }]] = entries
      if (entries.length > 1) return undefined
      lateOperationNames.add(nameOf(path))
      const place = relative(dirname(path), resolve('dist/src/core/call/late-operation.js')).replaceAll('\\', '/')
      const known = JSON.stringify({ id, method, path: route, also, bodyLimit })
      const operation = `${moduleOf(operationsOf(nameOf(path)), nameOf(path) + LOADED)}.${name}`
      return {
        contents: `import { LateOperation } from '${place.startsWith('.') ? place : `./${place}`}'
export const ${name} = new LateOperation(${known}, () => ${operation}, () => ${moduleOf(FOR_DOCUMENTS, nameOf(path))}.${name}.examples)`,
      }
    })
  },
}

/** What examples of events expect is for tests. */
const oneExample = {
  name: 'one example',
  setup({ onLoad }) {
    onLoad({ filter: /\.event\.js$/ }, ({ path }) => ({ contents: withOneExample(path) }))
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
      completed: "export const completedFor = (...start) => require('./completed.cjs').completedFor(...start)",
    }
    onLoad({ filter: /fixtures[\\/]default[\\/](world-\w+|generate\.node|recipe|completed)\.js$/ }, ({ path }) => ({
      contents: instead[basename(path, '.js')],
    }))
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

/** What is large and seldom needed is a file of its own. */
export const apart = {
  'world-ar': 'dist/fixtures/default/world-ar.js',
  'world-crm': 'dist/fixtures/default/world-crm.js',
  yaml: 'yaml',
  commander: 'commander',
  faker: '@faker-js/faker/locale/en',
}
export const partsApart = {
  name: 'parts of their own',
  setup({ onResolve }) {
    onResolve({ filter: /^(yaml|commander|@faker-js\/faker\/locale\/en)$/ }, ({ path }) => {
      const [name] = Object.entries(apart).find(([, file]) => file === path)
      return { path: `./${name}.cjs`, external: true }
    })
    onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path }) => ({ path, external: true }))
  },
}

export const late = [lateSchemas, lateOperations, oneExample, lateWords, lateScenario, digestsOfNode, partsApart]
