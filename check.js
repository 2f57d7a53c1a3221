/**
 * What no compiler sees: whether what the folders hold is registered, is named after its file, has its sentences, and rests on facts
 * that exist; and whether what is generated is as the code says.
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
const { toOpenApi, toText } = await load('serve/openapi.ts')
const simulator = createSimulator()
const { apis } = simulator
const kebab = (id) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
/** `customer.replied` is `customerReplied` in `customer-replied.event.ts`; the name of its API says nothing more. */
const eventFile = (type, folder) => type.replace(new RegExp(`^${folder}\\.`), '').replace(/[._]/g, '-')
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

/** What a file of each ending holds, where it has to be listed, and how it is told from other exports. */
const kinds = [
  ['.op.ts', 'operations', (value) => typeof value?.handle === 'function' && Array.isArray(value.examples)],
  ['.timer.ts', 'timers', (value) => typeof value?.at === 'function' && typeof value.run === 'function'],
  ['.event.ts', 'events', (value) => typeof value?.handle === 'function' && typeof value.type === 'string'],
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
    if (list === 'events') {
      if (found.length > 1) wrong.push(`src/${file} exports more than one event.`)
      for (const [name, { type }] of found) {
        const expected = eventFile(type, file.split(/[\\/]/)[0])
        if (name !== camel(expected))
          wrong.push(`src/${file}: the event "${type}" is exported as "${name}", not "${camel(expected)}".`)
        if (basename(file) !== `${expected}.event.ts`)
          wrong.push(`src/${file}: the event "${type}" belongs into ${expected}.event.ts.`)
      }
    }
    if (list !== 'operations') continue
    if (found.length > 1) wrong.push(`src/${file} exports more than one operation.`)
    for (const [name, { id }] of found) {
      if (name !== id) wrong.push(`src/${file}: the operation "${id}" is exported as "${name}".`)
      if (basename(file) !== `${kebab(id)}.op.ts`)
        wrong.push(`src/${file}: the operation "${id}" belongs into ${kebab(id)}.op.ts.`)
    }
  }
}

for (const { tables, followers } of apis)
  for (const table of tables)
    if (table.isDerived && !followers.some(({ keeps }) => keeps === table))
      wrong.push(
        `The table "${table.name}" is derived, but no follower keeps it: a world that is loaded would be without its rows.`,
      )

const pages = new Map(
  readdirSync('docs/vendor').map((file) => [basename(file, '.md'), readFileSync(join('docs/vendor', file), 'utf8')]),
)
for (const { operations, events } of apis) {
  for (const { id, source, examples } of operations) {
    const [page, heading] = source.split(', ')
    if (source !== 'arsim' && !pages.get(page)?.includes(`\n## ${heading}\n`))
      wrong.push(`${id}: docs/vendor has no "${heading}" on a page "${page}". Its source is a page and a heading, or "arsim".`)
    for (const { name, mark } of examples) checkFact(`${id}, "${name}"`, mark)
  }
  for (const { type, examples } of events) for (const { name, mark } of examples) checkFact(`${type}, "${name}"`, mark)
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

const operationsOf = ({ paths }) => Object.values(paths).flatMap((item) => Object.values(item))

const isSentence = (text = '') => /^[A-Z`{].*[.:…`)]$/s.test(text)

/** What a document has no sentence about: by its name, with the part of the words that it is to be in. */
function silentIn(document) {
  const silent = new Map()
  const hear = (part, name, { description, $ref }) => {
    if (!isSentence(description) && !(part !== 'fields' && $ref)) silent.set(name, part)
  }
  const hearFields = (owner, value) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      if (key === 'example' || key === 'examples') continue
      if (key === 'properties') for (const [name, schema] of Object.entries(item)) hear('fields', `${owner}.${name}`, schema)
      hearFields(owner, item)
    }
  }
  const { schemas, parameters: shared = {} } = document.components
  for (const [name, schema] of Object.entries(schemas)) hearFields(name, schema)
  for (const parameter of Object.values(shared)) hear('parameters', parameter.name, parameter)
  for (const operation of operationsOf(document)) {
    const { operationId, parameters = [], responses } = operation
    for (const parameter of parameters) hear('parameters', `${parameter.name} of ${operationId}`, parameter)
    for (const [status, answer] of Object.entries(responses)) hear('answers', `${operationId}.${status}`, answer)
    hearFields(operationId, { requestBody: operation.requestBody, responses })
  }
  return silent
}

const stale = []
for (const { name, document: isDocumented } of apis) {
  if (!isDocumented) continue
  const document = toOpenApi(simulator, name)
  for (const [what, part] of silentIn(document))
    wrong.push(`${what} has no sentence. Add it to the ${part} in the words.ts of its folder.`)
  if (toText(document, 'yaml') !== readFileSync(`openapi/${name}.yaml`, 'utf8')) stale.push(`openapi/${name}.yaml`)
}
// The last thing to do: it is told once all else is right.
if (stale.length && !wrong.length)
  wrong.push(`${stale.join(', ')}: not what the code says. \`npm run generate\` writes them anew.`)

for (const line of wrong) console.error(line)
process.exitCode = wrong.length ? 1 : 0
