/** What is packed, for Node and for browsers. */
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
