import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TransformFailure, transform } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { root, unpacked } from './packed.ts'

const folder = join(await unpacked(), 'node_modules/arsim')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile())

test('the tarball holds what was built, the documents, the pages and pictures of docs, the readme, the changelog and the license, and nothing else', () => {
  const expected =
    /^(dist\/(src|fixtures)\/.+\.d\.ts|dist\/bin\/(arsim\.js|compiled\.cjs)|dist\/documents\/[\w.]+\.json|dist\/browser\/([\w-]+\.js|LICENCES\.txt)|dist\/node\/([\w-]+\.(c?js|d\.cts)|completed\/\d+\.cjs|LICENCES\.txt)|dist\/ui\/(LICENCES\.txt|index\.html|(files|server|dashboard)\.js|assets\/[\w.-]+)|docs\/(vendor\/)?[\w-]+\.md|docs\/images\/[\w-]+\.webp|openapi\/[\w.]+\.yaml|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(files.filter((file) => !expected.test(file))).toEqual([])
  expect(['README.md', 'LICENSE', 'openapi/ar.yaml', 'dist/node/index.js'].filter((file) => !files.includes(file))).toEqual([])
})

test('what the pages of the tarball lead to and show is in it', () => {
  const pages = files.filter((file) => /^(docs\/.+|README|CHANGELOG)\.md$/.test(file))
  const missing = pages.flatMap((page) => {
    const text = readFileSync(join(folder, page), 'utf8')
    const ways = [...text.matchAll(/\]\(([\w/.-]+\.(?:md|yaml|png|webp))(?:#[\w-]+)?\)/g)].map(([, way = '']) => way)
    return ways.filter((way) => !files.includes(join(dirname(page), way))).map((way) => `${page}: ${way}`)
  })
  expect(pages.length).toBeGreaterThan(30)
  expect(missing).toEqual([])
})

test('the tarball is under 12.5 MB when unpacked', () => {
  const sizes = files.map((file) => statSync(join(folder, file)).size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_500_000)
})

test('no file of the tarball names a folder of the machine it was built on', () => {
  const local = [root.replace(/\/$/, ''), `${homedir()}/`, 'file:///', '/home/', '/Users/']
  // What faker makes up paths of.
  const fakers = ['dist/node/faker.cjs', 'dist/browser/scenarios.js']
  const naming = files.filter((file) => {
    if (fakers.includes(file)) return readFileSync(join(folder, file), 'utf8').includes(root)
    const text = readFileSync(join(folder, file), 'utf8')
    return local.some((path) => text.includes(path))
  })
  expect(naming).toEqual([])
})

test('no file that an entry reaches has what only ES modules have: runners that make CommonJS of them would stop there', async () => {
  const own = files.filter((file) => /^dist\/(node|browser)\/.*\.c?js$/.test(file))
  const logOverride = { 'empty-import-meta': 'error' } as const
  // The kits are for runners of ES modules, and import nothing that others do not.
  const reached = own.filter((file) => !/(vitest|playwright)\.js$/.test(file))
  expect(reached.length).toBeGreaterThan(30)
  const wrong = await Promise.all(
    reached.map(async (file) => {
      const made = transform(readFileSync(join(folder, file), 'utf8'), { format: 'cjs', logOverride, logLevel: 'silent' })
      return made.then(
        () => [],
        ({ errors }: TransformFailure) => `${file}: ${errors.map(({ text }) => text)}`,
      )
    }),
  )
  expect(wrong.flat()).toEqual([])
})

test('whoever installs arsim installs Express, zod and jiti, and no types', () => {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(Object.keys(dependencies)).toEqual(['express', 'jiti', 'zod'])
})

test('what is installed runs no scripts', () => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts)).toEqual([])
})

test('publint has no error and no warning for the tarball', async () => {
  const { messages, pkg } = await publint({ pkgDir: folder, pack: false, level: 'warning' })
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
})
