/** Whether everything that has a name has a sentence, and each sentence something that it is about. */
import { load } from './built.js'

const { toOpenApi } = await load('serve/openapi.ts')
const { glossaryOf, meaningsOf, tablesOf } = await load('serve/openapi/rows.ts')

export function wrongWords(simulator) {
  return simulator.apis.flatMap((api) => {
    if (!api.document) return []
    const document = toOpenApi(simulator, api.name)
    return [...wrongSentences(document), ...silentTables(api), ...unusedWords(api, document)]
  })
}

const addTo = (part) => `Add it to the ${part} in the words.ts of its folder.`

/** @returns a line for each thing that says nothing, or nothing but its name */
function wrongSentences(document) {
  const lines = new Set()
  for (const { part, what, name, text = '' } of toldIn(document)) {
    if (!/^[A-Z`{].*[.:…`)]$/s.test(text))
      lines.add(`${what} has no sentence. ${part === 'tags' ? 'It is the description of its resource.' : addTo(part)}`)
    else if (isEcho(name, text) || /^(Success|Done)\.$/.test(text))
      lines.add(`${what} has a sentence that says no more than its name: "${text}"`)
  }
  return [...lines]
}

/** Every field, parameter, answer and tag, with what is said of it. */
function toldIn({ components: { schemas, parameters: shared = {} }, paths, tags = [] }) {
  const operations = Object.values(paths).flatMap((item) => Object.values(item))
  return [
    ...Object.entries(schemas).flatMap(([name, schema]) => fieldsIn(schema, name)),
    ...Object.values(shared).map(({ name, description: text }) => ({ part: 'parameters', what: name, name, text })),
    ...operations.flatMap(({ operationId: id, parameters = [], responses, requestBody }) => [
      ...parameters
        .filter(isOwn)
        .map(({ name, description: text }) => ({ part: 'parameters', what: `${name} of ${id}`, name, text })),
      ...Object.entries(responses)
        .filter(([, each]) => isOwn(each))
        .map(([status, { description: text }]) => ({ part: 'answers', what: `${id}.${status}`, name: id, text })),
      ...fieldsIn({ requestBody, responses }, id),
    ]),
    ...tags.map(({ name, description: text }) => ({ part: 'tags', what: `The tag ${name}`, name, text })),
  ]
}

const isOwn = (each) => !('$ref' in each)

/** The properties of a schema, at any depth, with the way to each. */
function fieldsIn(value, owner, way = []) {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'examples' || key === 'example') return []
    if (key !== 'properties') return fieldsIn(item, owner, way)
    return Object.entries(item).flatMap(([name, schema]) => {
      const here = [...way, name]
      const field = { part: 'fields', what: [owner, ...here].join('.'), owner, way: here, name, text: schema.description }
      return [field, ...fieldsIn(schema, owner, here)]
    })
  })
}

const filler = new Set('a an the of its it is in id ids this that to for and uuid value field number'.split(' '))
const wordsOf = (text) => (text.match(/[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ''))

/** Whether a sentence says no more than the name: "The id of the entityType." */
function isEcho(name, text) {
  const known = new Set(wordsOf(name))
  return wordsOf(text).every((word) => known.has(word) || filler.has(word))
}

/** Tables and columns that test authors see, though no answer may. */
function silentTables(api) {
  const glossary = glossaryOf(api)
  return tablesOf(api).flatMap((table) => [
    ...(glossary.table(table.name) ? [] : [`The table ${table.name} has no sentence. ${addTo('tables')}`]),
    ...[...meaningsOf(table, glossary)]
      .filter(([, meaning]) => !meaning)
      .map(([column]) => `The column ${table.name}.${column} has no sentence. ${addTo('fields')}`),
  ])
}

/** Looks everything up that there is, and sees what is left. */
function unusedWords(api, document) {
  const glossary = glossaryOf(api)
  for (const table of tablesOf(api)) {
    glossary.table(table.name)
    for (const column of meaningsOf(table, glossary).keys()) glossary.follows(table.name, column)
  }
  for (const { operations, ...resource } of api.resources)
    for (const { id, path, query, responses } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, each]) => each)
      for (const parameter of [...named, ...Object.keys(query?.shape ?? {})]) glossary.parameter(parameter, resource)
      for (const status of Object.keys(responses)) glossary.answer(id, Number(status))
    }
  for (const [name, schema] of Object.entries(document.components.schemas))
    for (const { owner, way } of fieldsIn(schema, name)) glossary.field(owner, way)
  return glossary.unused.map((key) => `${api.name}: nothing is called what the words tell of: ${key}.`)
}
