/**
 * Holds the documents against the tools of others: generators make code of each, which has to compile; the validators among
 * it have to take every answer of a session over all operations; so has Spectral to find no error, and a proxy of Prism no
 * violation. A runner of Arazzo plays the stories.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { createSimulator } from '../dist/src/index.js'
import { generateAll, OUT } from './generate.js'
import { lint } from './lint.js'
import { throughProxy } from './proxy.js'
import { session } from './session.js'
import { play } from './stories.js'

const wrong = []
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)
const simulator = createSimulator()

const names = await generateAll(simulator)
say('code is generated')

const { status, stdout } = spawnSync('npx', ['tsc', '-p', '.'], { cwd: import.meta.dirname, encoding: 'utf8' })
if (status !== 0) wrong.push(...stdout.trim().split('\n'))
say('code is compiled')

/** A generated module, as JavaScript. */
async function load(name, file) {
  const out = join(OUT, name, file.replaceAll('/', '-').replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [join(OUT, name, file)],
    outfile: out,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  })
  return import(pathToFileURL(out).href)
}

const pascal = (id) => id.charAt(0).toUpperCase() + id.slice(1)

/** How the modules call what checks an answer. */
const validators = [
  ['orval/zod.ts', (module, { id, status }) => module[`${id}${status}Response`]],
  ['hey-api/zod.gen.ts', (module, { id, status }) => (status < 300 ? module[`z${pascal(id)}Response`] : undefined)],
  ['kubb/zod.ts', (module, { id, status }) => module[`${id}${status}Schema`]],
  [
    'openapi-zod-client/client.ts',
    (module, { method, path, status }) => {
      const route = path.replace(/\{(\w+)\}/g, ':$1')
      const { response, errors = [] } =
        module.api.api.find((each) => each.path === route && each.method === method.toLowerCase()) ?? {}
      return status < 300 ? response : errors.find((each) => each.status === status)?.schema
    },
  ],
]

for (const name of names) {
  const answers = [...session(name)]
  for (const [file, find] of validators) {
    const module = await load(name, file)
    let checked = 0
    for (const answer of answers) {
      const schema = answer.body === undefined ? undefined : find(module, answer)
      if (!schema) continue
      checked++
      const { success, error } = schema.safeParse(answer.body)
      if (!success) wrong.push(`${name} ${file}: ${answer.id} ${answer.status}: ${JSON.stringify(error.issues).slice(0, 300)}`)
    }
    say(`${name} ${file}: ${checked} answers`)
    if (checked < answers.filter(({ status }) => status < 300).length / 2)
      wrong.push(`${name} ${file}: only ${checked} answers were checked.`)
  }
  const document = JSON.parse(readFileSync(join(OUT, `${name}.json`), 'utf8'))
  wrong.push(...(await lint(document)).map((each) => `${name} Spectral: ${each}`))
  const { count, violations } = await throughProxy(simulator, name, join(OUT, `${name}.json`))
  say(`${name} Prism: ${count} answers`)
  wrong.push(...violations.map((each) => `${name} Prism: ${each}`))
}

const { steps, problems } = await play(createSimulator())
say(`stories: ${steps}`)
wrong.push(...problems.map((each) => `stories: ${each}`))

for (const each of [...new Set(wrong)]) console.error(each)
console.log(wrong.length ? `${wrong.length} are wrong.` : 'All referees agree.')
process.exit(wrong.length ? 1 : 0)
