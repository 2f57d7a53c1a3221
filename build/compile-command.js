/** Plays the start of the command, and keeps what V8 compiled of its files: run once these are there. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, resolve } from 'node:path'

const { scripts } = createRequire(import.meta.url)('../dist/bin/compiled.cjs')
const MADE = resolve('dist/compiled')

// On a working morning, when the agent proposes and customers pay.
process.argv.push(...'serve --port 0 --clock frozen --life on --quiet'.split(' '))
const url = await new Promise((told) => {
  console.log = (welcome) => told(/http:\/\/\S+?:\d+/.exec(welcome)[0])
  void import('../dist/bin/arsim.js')
})
await fetch(url)
const { companies } = await (await fetch(`${url}/__sim`)).json()
const [{ id, members }] = companies
const headers = { authorization: `Token ${members[0].token}` }
await fetch(`${url}/api/companies/${id}/actions`, { headers })

mkdirSync(MADE)
for (const file of scripts.keys())
  if (/[^.\w]import\(/.test(readFileSync(file, 'utf8')))
    throw new Error(`${file} imports by itself, which works in no file that is loaded so.`)
for (const [file, script] of scripts) writeFileSync(resolve(MADE, basename(file)), script.createCachedData())
process.exit()
