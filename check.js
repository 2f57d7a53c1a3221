/**
 * What no compiler sees: whether what the folders hold is registered, is named after its file, has its sentences and its examples,
 * and rests on facts that exist; and whether what is generated is as the code says.
 * Reads the built package; says all that is wrong, a line each.
 */
import { readFileSync } from 'node:fs'
import { load } from './checks/built.js'
import { wrongExamples } from './checks/examples.js'
import { wrongFacts } from './checks/facts.js'
import { wronglyRegistered } from './checks/registered.js'
import { wrongWords } from './checks/words.js'

const { createSimulator } = await load('index.ts')
const { toOpenApi, toText } = await load('serve/openapi.ts')
const simulator = createSimulator()

const wrong = [...(await wronglyRegistered(simulator)), ...wrongFacts(simulator), ...wrongExamples(), ...wrongWords(simulator)]

const isStale = ({ name }) => toText(toOpenApi(simulator, name), 'yaml') !== readFileSync(`openapi/${name}.yaml`, 'utf8')
const stale = wrong.length
  ? []
  : simulator.apis.filter((api) => api.document && isStale(api)).map(({ name }) => `openapi/${name}.yaml`)
// The last thing to do: it is told once all else is right.
if (stale.length) wrong.push(`${stale.join(', ')}: not what the code says. \`npm run generate\` writes them anew.`)

for (const line of wrong) console.error(line)
process.exitCode = wrong.length ? 1 : 0
