import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { root, unpacked } from './packed.ts'

const folder = join(await unpacked(), 'node_modules/arsim')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile())

test('the tarball holds what was built, the documents, the readme and the license, and nothing else', () => {
  const expected =
    /^(dist\/(src|fixtures)\/.+\.d\.ts|dist\/browser\/[\w-]+\.js|dist\/documents\/\w+\.(json|yaml)\.js|dist\/(bin|node)\/([\w-]+\.js|LICENCES\.txt)|openapi\/\w+\.yaml|README\.md|LICENSE|package\.json)$/
  expect(files.filter((file) => !expected.test(file))).toEqual([])
  expect(['README.md', 'LICENSE', 'openapi/ar.yaml', 'dist/node/index.js'].filter((file) => !files.includes(file))).toEqual([])
})

test('the tarball is under 8 MB when unpacked', () => {
  const sizes = files.map((file) => statSync(join(folder, file)).size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000_000)
})

test('no file of the tarball names a folder of the machine it was built on', () => {
  const local = [root.replace(/\/$/, ''), `${homedir()}/`, 'file:///', '/home/', '/Users/']
  const naming = files.filter((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return local.some((path) => text.includes(path))
  })
  expect(naming).toEqual([])
})

test('publint has no error and no warning for the tarball', async () => {
  const { messages, pkg } = await publint({ pkgDir: folder, pack: false, level: 'warning' })
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
})
