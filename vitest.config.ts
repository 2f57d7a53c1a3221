import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** They use the package as it is published: each file in a process of its own. */
const packages = ['test/package/*.test.ts']
/** They start browsers, or listen: each file in a process of its own. */
const apart = ['test/browser/*.test.ts', 'test/stories/serving.test.ts']
/** Its tests use what was built, and share a browser and the modules that they load. */
const dashboard = ['test/browser/dashboard/*.test.ts']

/** Where the sources answer. */
const setupFiles = ['test/support/every-file.ts']

/** As in what Node imports. */
const lateSchemas = [{ find: /^zod$/, replacement: fileURLToPath(new URL('src/late-zod.ts', import.meta.url)) }]

const root = fileURLToPath(new URL('.', import.meta.url))

/** Sources as they were built: a process that loads them by itself is ready sooner than one for which Vitest compiles them. */
const built = {
  name: 'what was built',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined) {
    if (!importer || !source.startsWith('.')) return null
    const [, part] = /^((?:src|fixtures)\/(?!ui\/).*)\.ts$/.exec(resolve(dirname(importer), source).slice(root.length)) ?? []
    return part ? `${root}dist/${part}.js` : null
  },
}
const server = { deps: { external: [/\/dist\/(src|fixtures)\//] } }
const execArgv = ['--import', `${root}test/support/late-zod.js`]

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        plugins: [built],
        test: { name: 'package', include: packages, globalSetup: ['test/package/pack.ts'], server, execArgv },
      },
      {
        extends: true,
        plugins: [built],
        test: { name: 'apart', include: apart, setupFiles, server, execArgv },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          include: dashboard,
          isolate: false,
          globalSetup: ['test/browser/dashboard/browser.ts'],
          // A browser on a busy machine may lose a click.
          retry: 1,
        },
      },
      // These share the modules that they load: to load them takes longer than most of the tests.
      {
        extends: true,
        resolve: { alias: lateSchemas },
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [...packages, ...apart, ...dashboard],
          setupFiles,
          isolate: false,
        },
      },
    ],
  },
})
