/**
 * What no compiler sees: whether what the folders hold is registered, is named after its file, and rests on facts that exist.
 * Reads the built package; says all that is wrong, a line each.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const wrong = []
const load = (file) => import(pathToFileURL(join('dist/src', file.replace(/\.ts$/, '.js'))).href)
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(ar|crm|control)\/.*\.ts$/.test(file),
)

const { createSimulator } = await load('index.ts')
const { apis } = createSimulator()
const kebab = (id) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What a file of each ending holds, where it has to be listed, and how it is told from other exports. */
const kinds = [
  ['.op.ts', 'operations', (value) => typeof value?.handle === 'function' && Array.isArray(value.examples)],
  ['.timer.ts', 'timers', (value) => typeof value?.at === 'function' && typeof value.run === 'function'],
  ['.follower.ts', 'followers', (value) => typeof value?.run === 'function' && value.of !== undefined],
  ['.keeper.ts', 'keepers', (value) => typeof value?.keep === 'function' && value.of !== undefined],
  ['.ts', 'tables', (value) => Array.isArray(value?.columns) && value.indexNumbers instanceof Map],
]

for (const file of sources) {
  const exported = Object.entries(await load(file))
  for (const [ending, list, isOne] of kinds) {
    if (!file.endsWith(ending)) continue
    const found = exported.filter(([, value]) => isOne(value))
    if (ending !== '.ts' && !found.length) wrong.push(`src/${file} exports none of its ${list}.`)
    for (const [name, value] of found)
      if (!apis.some((api) => api[list].includes(value)))
        wrong.push(`src/${file}: "${name}" is in no resource. Add it to the ${list} in the index.ts of its folder.`)
    if (list !== 'operations') continue
    if (found.length > 1) wrong.push(`src/${file} exports more than one operation.`)
    for (const [name, { id }] of found) {
      if (name !== id) wrong.push(`src/${file}: the operation "${id}" is exported as "${name}".`)
      if (basename(file) !== `${kebab(id)}.op.ts`)
        wrong.push(`src/${file}: the operation "${id}" belongs into ${kebab(id)}.op.ts.`)
    }
  }
}

const pages = new Map(
  readdirSync('docs/vendor').map((file) => [basename(file, '.md'), readFileSync(join('docs/vendor', file), 'utf8')]),
)
for (const { operations } of apis)
  for (const { id, source, examples } of operations) {
    const [page, heading] = source.split(', ')
    if (source !== 'arsim' && !pages.get(page)?.includes(`\n## ${heading}\n`))
      wrong.push(`${id}: docs/vendor has no "${heading}" on a page "${page}". Its source is a page and a heading, or "arsim".`)
    for (const { name, mark } of examples) checkFact(`${id}, "${name}"`, mark)
  }
for (const file of readdirSync('test/stories')) {
  const text = readFileSync(join('test/stories', file), 'utf8')
  for (const [, mark] of text.matchAll(/^rule\(\s*'(D[^']*)'/gm)) checkFact(`test/stories/${file}`, mark)
}

function checkFact(where, mark) {
  if (mark === 'C') return
  const [, fact, page] = /^D ((.+)-\d+)$/.exec(mark) ?? []
  if (!fact || !pages.get(page)?.includes(`- **${fact}** `)) wrong.push(`${where}: docs/vendor has no fact "${mark.slice(2)}".`)
}

for (const line of wrong) console.error(line)
process.exitCode = wrong.length ? 1 : 0
