/** Whether examples hold, and whether there is one for each answer, rule, check and event. */
import { load } from './built.js'

const { createSimulator } = await load('index.ts')
const { emitEvent } = await load('control/events/emit-event.op.ts')
const { Stage, toExample } = await load('core/call/example.ts')
const { exampleRefusal } = await load('core/call/refusal.ts')

/** In a simulator of its own: some examples change which worlds there are. */
export function wrongExamples() {
  const simulator = createSimulator()
  const control = simulator.apis.find(({ operations }) => operations.includes(emitEvent))
  const ofOperations = simulator.apis.flatMap((api) =>
    api.operations.flatMap((operation) => {
      const seen = runAll(simulator, api, operation, operation.examples)
      return [...seen.wrong, ...silentOn(operation.id, seen, operation), ...missingStatuses(api, operation)]
    }),
  )
  const ofEvents = simulator.events.flatMap(({ event }) => {
    const examples = event.examples.map((example) => toExample(event, example))
    const seen = runAll(simulator, control, emitEvent, examples, event.type)
    const first = examples[0]?.expect.status === 201 ? [] : [`${event.type}: its first example is not of its happening (201).`]
    return [...seen.wrong, ...first, ...silentOn(event.type, seen, event)]
  })
  return [...ofOperations, ...ofEvents, ...targetsNeverMissing(simulator)]
}

/** Each in a world of its own. */
function runAll(simulator, api, operation, examples, owner = operation.id) {
  const wrong = []
  const refusals = []
  for (const example of examples) {
    const where = `${owner}, "${example.name}"`
    try {
      const world = simulator.scratch()
      const stage = new Stage(simulator, world, 'http://127.0.0.1')
      stage.prepare(example)
      const { status, body, headers } = world.handle(stage.request(api, operation, example))
      if (status >= 400) refusals.push(`${body} ${JSON.stringify(headers)}`)
      if (status !== example.expect.status) wrong.push(`${where}: answers ${status} instead of ${example.expect.status}: ${body}`)
    } catch ({ message }) {
      wrong.push(`${where}: ${message}`)
    }
  }
  return { wrong, refusals: refusals.join('\n') }
}

/** A sentence as JSON has it, in which `{id}` stands for any. */
const toPattern = (sentence) =>
  new RegExp(
    JSON.stringify(sentence)
      .slice(1, -1)
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
      .join('[^"]+'),
  )

/** Rules and checks of fields that no example meets. */
const silentOn = (owner, { refusals }, { rules, checks }) =>
  [...rules, ...Object.values(checks)]
    .filter(({ refuse }) => !toPattern(refuse).test(refusals))
    .map(({ refuse }) => `${owner}: no example is refused by "${refuse}".`)

function missingStatuses(api, operation) {
  const shown = operation.examples.map(({ expect }) => expect.status)
  const expected = [
    ...Object.keys(operation.responses)
      .map(Number)
      .filter((status) => status !== 204),
    ...ownRefusals(api, operation),
  ]
  return [...new Set(expected)]
    .filter((status) => !shown.includes(status))
    .map((status) => `${operation.id}: no example ends in ${status}.`)
}

/** Statuses that follow from what an operation declares about itself, not from what all operations share. */
function ownRefusals({ refuse }, { forbids, fires, rules, body }) {
  const statusOf = (kind = 'not-possible') => refuse(exampleRefusal(kind)).status
  return [
    ...forbids.map(({ kind = 'forbidden' }) => statusOf(kind)),
    ...rules.map(({ kind }) => statusOf(kind)),
    ...(fires ? [statusOf()] : []),
    ...(body && !body.safeParse({}).success ? [400] : []),
  ]
}

/** That a row is not found is shown once for each kind of target. */
function targetsNeverMissing({ apis }) {
  const missing = new Map()
  for (const { operations } of apis)
    for (const { target, examples } of operations)
      if (target)
        missing.set(target.table.name, missing.get(target.table.name) || examples.some(({ expect }) => expect.status === 404))
  return [...missing].flatMap(([name, isShown]) =>
    isShown ? [] : [`No example asks for one of the ${name} that does not exist (404).`],
  )
}
