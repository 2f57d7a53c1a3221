/** Cuts what only documents and tests need out of compiled modules, by their syntax. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseAst } from 'vite'

const modules = new Map()

/** A module as text and as a tree. */
function moduleAt(path) {
  if (!modules.has(path)) {
    const text = readFileSync(path, 'utf8')
    modules.set(path, { path, text, program: parseAst(text) })
  }
  return modules.get(path)
}

/** The operation without its examples. */
export function withoutExamples(path) {
  const module = moduleAt(path)
  return cut(module.text, examplesIn(module))
}

/** The event with no more of its examples than what the first one sends, which is told. */
export function withOneExample(path) {
  const module = moduleAt(path)
  return cut(module.text, furtherExamplesIn(module))
}

/** Without the words for what schemas stand for either; an operation without what it is about, an event with one example. */
export function withoutTexts(path) {
  const module = moduleAt(path)
  const ofOperation = path.endsWith('.op.js') ? [...examplesIn(module), ...aboutIn(module)] : []
  return cut(module.text, [...ofOperation, ...furtherExamplesIn(module), ...meaningsIn(module)])
}

const calls = (program) => nodesOf(program).filter(({ type }) => type === 'CallExpression')

function nodesOf(program) {
  const nodes = [program]
  for (const node of nodes) {
    const parts = Object.values(node).flat()
    nodes.push(...parts.filter((part) => part?.type))
  }
  return nodes
}

const propertiesOf = ({ properties = [] }, names) => properties.filter(({ key }) => names.includes(key?.name))

/** Those by these names of what a function defines. */
const ofDefinitions = ({ program }, define, ...names) =>
  calls(program)
    .filter(({ callee }) => callee.name === define)
    .flatMap(({ arguments: [defined] }) => propertiesOf(defined, names))

const ofOperations = (module, ...names) => ofDefinitions(module, 'defineOperation', ...names)

const aboutIn = (module) => ofOperations(module, 'summary', 'description', 'source').map((property) => whole(module, property))

function examplesIn(module) {
  const found = ofOperations(module, 'examples')
  if (found.length !== 1) throw new Error(`One operation has examples, but ${found.length} have in ${module.path}.`)
  return found.map(({ value: { start, end } }) => ({ start, end, instead: '[]' }))
}

function furtherExamplesIn(module) {
  return ofDefinitions(module, 'defineEvent', 'examples').flatMap(({ value }) => {
    const [body] = propertiesOf(value.elements?.[0] ?? {}, ['body'])
    if (!body) throw new Error(`The first example of an event has no body of its own in ${module.path}.`)
    const { start, end } = body
    return { start: value.start, end: value.end, instead: `[{ ${module.text.slice(start, end)} }]` }
  })
}

/** What schemas say of themselves, and what is told to functions that have a parameter `description`. */
function meaningsIn(module) {
  const places = new Map([...describersIn(module), ...importedDescribers(module)])
  return calls(module.program).flatMap(({ callee, arguments: given }) => {
    if (callee.property?.name === 'meta')
      return given.flatMap((meta) => propertiesOf(meta, ['description'])).map((property) => whole(module, property))
    const place = places.get(callee.name)
    const told = given[place]
    return told ? [{ start: told.start, end: told.end, instead: place < given.length - 1 ? 'void 0' : '' }] : []
  })
}

/** Functions of a module that have such a parameter, and at which place. */
function describersIn({ program }) {
  const declared = program.body.flatMap((node) => (node.declaration ?? node).declarations ?? [])
  return declared.flatMap(({ id, init }) => {
    const place = init?.params?.findIndex(({ name }) => name === 'description') ?? -1
    return place < 0 ? [] : [[id.name, place]]
  })
}

const importedDescribers = ({ path, program }) =>
  program.body
    .filter(({ type, source }) => type === 'ImportDeclaration' && source.value.startsWith('.'))
    .flatMap(({ source, specifiers }) => {
      const names = new Set(specifiers.map(({ local }) => local.name))
      return describersIn(moduleAt(resolve(dirname(path), source.value))).filter(([name]) => names.has(name))
    })

/** A property with the comma behind it. */
const whole = ({ text }, { start, end }) => ({ start, end: end + /^\s*,?/.exec(text.slice(end, end + 100))[0].length })

function cut(text, parts) {
  let [rest, at] = ['', 0]
  for (const { start, end, instead = '' } of parts.sort((one, other) => one.start - other.start)) {
    // It is in what has gone.
    if (start < at) continue
    rest += text.slice(at, start) + instead
    at = end
  }
  return rest + text.slice(at)
}
