/** Plays the start of the command, and keeps what V8 compiled of its files: run once these are there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, resolve } from 'node:path'

const { load, scripts } = createRequire(import.meta.url)('../dist/bin/compiled.cjs')
const MADE = resolve('dist/compiled')

// On a working morning, when the agent proposes and customers pay.
process.argv.push(...'serve --port 0 --clock frozen --life on --quiet'.split(' '))
const url = await new Promise((told) => {
  console.log = (welcome) => told(/http:\/\/\S+?:\d+/.exec(welcome)[0])
  load(resolve('dist/node/rest.cjs'), MADE).modules['./dist/src/cli/main.js']()
})
await fetch(url)
const { companies } = await (await fetch(`${url}/__sim`)).json()
const [{ id, members }] = companies
const headers = { authorization: `Token ${members[0].token}` }
await fetch(`${url}/api/companies/${id}/actions`, { headers })

mkdirSync(MADE)
for (const [file, script] of scripts) writeFileSync(resolve(MADE, basename(file)), script.createCachedData())
process.exit()
