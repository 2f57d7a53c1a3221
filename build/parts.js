/** What is packed, for Node and for browsers. */
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export const entries = {
  index: 'src/index.js',
  ar: 'src/entries/ar.js',
  crm: 'src/entries/crm.js',
  openapi: 'src/serve/openapi.js',
  data: 'src/data/index.js',
  scenarios: 'fixtures/default/faked.js',
}
export const msw = 'src/serve/msw.js'

/** What is shared with who imports the package, or only needed by some. */
export const outside = ['msw', 'zod', 'express', 'jiti', 'vitest', '@playwright/test', '#dashboard']

export const common = {
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
  external: outside,
}

/** Modules are named by their files. */
export const nameOf = (file) => `./${relative('.', file).replaceAll('\\', '/')}`
export const inDist = (file) => `./dist/${file}`

/** What a module exports. */
export const exportsOf = async (name) => Object.keys(await import(pathToFileURL(resolve(name)).href)).sort()

export const load = (file) => import(pathToFileURL(join('dist', file)).href)

/** At the end of an operation, as tsc writes it; a property behind the examples makes it fit no more. */
const examples = /^ {4}examples: \[(?:.*\],|\n(?: {5,}.*\n)* {4}\],)\n(?=\}\);\n)/gm

export function textWithoutExamples(path) {
  const text = readFileSync(path, 'utf8')
  const found = text.match(examples)?.length ?? 0
  if (found !== 1) throw new Error(`One operation ends in its examples, but ${found} do in ${path}.`)
  return text.replace(examples, '    examples: [],\n')
}

const text = "'(?:[^'\\\\\n]|\\\\.)*'"
/** What schemas say of parameters and fields, as tsc writes it. */
const meanings = [
  [new RegExp(`(\\.meta\\(\\{[^{}]*?)description: ${text}(?:,\\s*)?`, 'g'), '$1'],
  [new RegExp(`(query(?:Text|Boolean|Instant|Date|Uuid)\\()${text}(?=\\))`, 'g'), '$1'],
  [new RegExp(`(queryChoices?\\([\\w.]+), ${text}(?=\\))`, 'g'), '$1'],
]

/** A module without the words for what its schemas stand for. */
export const withoutMeanings = (module) => meanings.reduce((rest, [meaning, instead]) => rest.replace(meaning, instead), module)
