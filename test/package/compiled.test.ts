import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { root } from './packed.ts'
import { output } from './run.ts'

const loader = JSON.stringify(join(root, 'dist/bin/compiled.cjs'))

/** Loads `a.cjs`, and prints what it exports and whether V8 refused what it had made; keeps that where it is told to. */
const program = `
  const { createRequire } = require('node:module')
  const { writeFileSync } = require('node:fs')
  const { basename, resolve } = require('node:path')
  const { load, scripts } = require(${loader})
  const { b, sep } = load(resolve('a.cjs'), resolve('made'))
  const isOne = createRequire(resolve('a.cjs'))('./b.cjs') === b
  console.log(JSON.stringify({ b, sep, isOne, refused: [...scripts.values()].map((each) => each.cachedDataRejected ?? null) }))
  if (process.argv[2]) for (const [file, script] of scripts) writeFileSync(resolve('made', basename(file)), script.createCachedData())
`

test('files are loaded with what V8 made of them; what it refuses is compiled', async () => {
  const folder = ownFolder()
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'made'))
  write('a.cjs', "module.exports = { b: require('./b.cjs'), sep: require('node:path').sep }")
  write('b.cjs', 'exports.twice = [1, 2].map((n) => 2 * n)')
  write('program.cjs', program)
  const play = async (...args: string[]) => JSON.parse(await output('node', ['program.cjs', ...args], folder))
  const exported = { b: { twice: [2, 4] }, sep: '/', isOne: true }
  expect(await play('keep')).toEqual({ ...exported, refused: [null, null] })
  expect(await play()).toEqual({ ...exported, refused: [false, false] })
  write('made/b.cjs', 'nothing of V8')
  expect(await play()).toEqual({ ...exported, refused: [false, true] })
})

test('V8 takes what the build has kept of the command', async () => {
  const load = `const { load, scripts } = require(${loader}); const { resolve } = require('node:path')
    for (const name of ['arsim', 'commander']) load(resolve('dist/node', name + '.cjs'), resolve('dist/compiled'))
    console.log(JSON.stringify([...scripts].filter(([, script]) => script.cachedDataRejected !== false)))`
  expect(JSON.parse(await output('node', ['-e', load], root))).toEqual([])
})
