/** Runs every measurement and prints it: first what was measured, then the ratios with their goals. */
import { cpus } from 'node:os'
import * as booksBySize from './books-by-size.js'
import * as bundle from './bundle.js'
import * as bySizeInProcess from './by-size-in-process.js'
import * as bySizeOverHttp from './by-size-over-http.js'
import * as dashboard from './dashboard.js'
import * as defaultPages from './default-pages.js'
import * as filteredPage from './filtered-page.js'
import * as firstAnswer from './first-answer.js'
import * as getOne from './get-one.js'
import * as hostile from './hostile.js'
import * as listsBySize from './lists-by-size.js'
import * as msw from './msw.js'
import * as silentReaders from './silent-readers.js'
import * as start from './start.js'
import * as testFiles from './test-files.js'
import * as yearOfEnrollments from './year-of-enrollments.js'
import * as yearOfLife from './year-of-life.js'

const all = {
  'get-one': getOne,
  'default-pages': defaultPages,
  'filtered-page': filteredPage,
  'by-size-in-process': bySizeInProcess,
  'by-size-over-http': bySizeOverHttp,
  'lists-by-size': listsBySize,
  'books-by-size': booksBySize,
  'year-of-enrollments': yearOfEnrollments,
  'year-of-life': yearOfLife,
  'silent-readers': silentReaders,
  start,
  'first-answer': firstAnswer,
  'test-files': testFiles,
  msw,
  bundle,
  dashboard,
  hostile,
}
const chosen = process.argv.slice(2)
const unknown = chosen.find((name) => !Object.hasOwn(all, name))
if (unknown) {
  console.error(`There is no measurement "${unknown}". These are there: ${Object.keys(all).join(', ')}.`)
  process.exit(2)
}
const began = performance.now()
const summary = []

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}. Loopback; only the ratios carry over to other machines.`,
)
for (const [name, { measure }] of Object.entries(all)) {
  if (chosen.length && !chosen.includes(name)) continue
  try {
    print(await measure())
  } catch (error) {
    console.log(`\n${name}: could not be measured. ${error.stack}`)
    summary.push(`could not be measured: ${name}`)
  }
}
console.log(`\nSummary, after ${Math.round((performance.now() - began) / 1000)} s`)
for (const line of summary) console.log(`  ${line}`)

function print({ title, how, facts, ratios }) {
  console.log(`\n${title}\n  ${how}`)
  for (const [what, value] of facts) console.log(`  ${what.padEnd(66)}${[value].flat().map(toText).join('')}`)
  for (const { what, value, goal } of ratios) {
    const verdict = goal ? `   goal: ${goal.text}: ${goal.isMet(value) ? 'met' : 'missed'}` : ''
    const line = `${what.padEnd(66)}${toText(value)}${verdict}`
    console.log(`  ${line}`)
    if (goal) summary.push(line)
  }
}

function toText(value) {
  if (typeof value !== 'number') return value.padStart(18)
  const digits = value >= 1000 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).padStart(18)
}
