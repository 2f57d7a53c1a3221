import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Operation } from '../src/core/call/operation.ts'
import { optionNames } from '../src/create.ts'
import { createSimulator, VERSION } from '../src/index.ts'
import { settingNames } from '../src/settings.ts'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const simulator = createSimulator()

test('no two routes match the same request', () => {
  const shapes = simulator.apis.flatMap((api) =>
    api.operations.map(({ method, path }) => `${method} ${api.basePath}${path.replace(/\{\w+\}/g, '{}')}`),
  )
  expect(new Set(shapes).size).toBe(shapes.length)
})

test('each setting of an API is an option, a field of a new world, and one of the settings that flags are made of', () => {
  const all = new Set(simulator.apis.flatMap(({ settings }) => settings.map(({ name }) => name)))
  expect([...all].sort()).toEqual([...settingNames].sort())
  const { body } = simulator.apis.flatMap(({ operations }) => operations).find(({ id }) => id === 'createWorld') as Operation
  expect(Object.keys((body as z.ZodObject).shape)).toEqual(expect.arrayContaining([...all]))
  expect(optionNames).toEqual(expect.arrayContaining([...all]))
})

test('an operation of one resource is not imported by another', () => {
  for (const file of sources.filter((name) => !name.endsWith('index.ts'))) {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    const foreign = [...text.matchAll(/from '(\.\.\/[^']+\.op\.ts)'/g)].map(([, path]) => path)
    expect(foreign, file).toEqual([])
  }
})

test('only the clock asks the machine for the time, and nothing in the core is random', () => {
  const ambient = /Date\.now\(|new Date\(\)|Math\.random|randomUUID|setTimeout|performance\.now/
  const guilty = sources
    .filter((file) => !/^(serve|cli|ui)\//.test(file) && file !== 'core/time/clock.ts')
    .filter((file) => ambient.test(readFileSync(join(root, 'src', file), 'utf8')))
  expect(guilty).toEqual([])
})

test('the version is the one of package.json', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe(VERSION)
})

test('the lock file names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})
