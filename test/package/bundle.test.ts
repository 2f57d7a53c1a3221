import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { root, unpacked } from './packed.ts'
import { output } from './run.ts'

const folder = await unpacked()

/** Bundles a program for browsers, with the packed package and the dependencies of this project. */
const bundle = (program: string) =>
  build({
    stdin: { contents: program, resolveDir: folder },
    absWorkingDir: folder,
    nodePaths: [join(root, 'node_modules')],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    minify: true,
    external: ['msw'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  })

const mocked = `
  import { createSimulator } from 'arsim'
  import { handlers } from 'arsim/msw'
  export const mocks = handlers(createSimulator())
`

test('a browser bundle of the simulator and its handlers needs msw and nothing of Node', async () => {
  const { outputs } = (await bundle(mocked)).metafile
  expect(Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path))).toEqual(['msw'])
})

test('a browser bundle has no Express, faker, @msw/data or command line in it', async () => {
  const { inputs } = (await bundle(mocked)).metafile
  const unwanted = /node_modules\/(express|@faker-js|@msw\/data|commander|yaml|openapi3-ts)\/|\.node\.js$/
  expect(Object.keys(inputs).filter((path) => unwanted.test(path))).toEqual([])
})

test('a browser bundle is under 100 kB when minified and gzipped', async () => {
  const [file] = (await bundle(mocked)).outputFiles
  expect(gzipSync(file?.contents ?? '').length).toBeLessThan(100_000)
})

test('a browser bundle cannot import the Express router or the server', async () => {
  for (const entry of ['arsim/express', 'arsim/server'])
    await expect(bundle(`import '${entry}'`)).rejects.toThrow(`Could not resolve "${entry}"`)
})

test('in a browser bundle another seed needs the scenario that is made with faker, and works with it', async () => {
  const [file] = (
    await bundle(`
      import { createSimulator } from 'arsim'
      import { fakedScenario } from 'arsim/scenarios'
      const seedOf = (options) => createSimulator({ seed: 2, ...options }).world().base.seed
      try {
        seedOf({})
      } catch ({ message }) {
        console.log(JSON.stringify({ message, seed: seedOf({ scenario: fakedScenario }) }))
      }
    `)
  ).outputFiles
  writeFileSync(join(folder, 'seeds.mjs'), file?.contents ?? '')
  expect(JSON.parse(await output('node', ['seeds.mjs'], folder))).toEqual({
    message: expect.stringContaining("from 'arsim/scenarios'"),
    seed: 2,
  })
})
