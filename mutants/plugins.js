/** What Stryker does not know by itself: a sample, words that nobody sees, and why a mutant may survive. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { CheckStatus } from '@stryker-mutator/api/check'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { reasons } from './reasons.js'

/** One mutant in so many is tried. */
const every = Number(process.env.MUTANTS_EVERY ?? 6)
const passed = { status: CheckStatus.Passed }
/** Counted neither as killed nor as a survivor. */
const leftOut = { status: CheckStatus.CompileError, reason: 'not in the sample' }

/** By a hash of what it is, so that a change moves no other mutant in or out. */
function isChosen({ fileName, mutatorName, location, replacement }) {
  const name = JSON.stringify([relative('.', fileName), mutatorName, location, replacement])
  return createHash('sha256').update(name).digest().readUInt32BE() % every === 0
}

class Sample {
  async init() {}

  async group(mutants) {
    return [mutants.map(({ id }) => id)]
  }

  async check(mutants) {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, isChosen(mutant) ? passed : leftOut]))
  }
}

/** `throw new Error(…)` is for mistakes in the code: that it throws is tested, the words are for who reads them. */
class Words {
  shouldIgnore(path) {
    const { type, callee, arguments: words } = path.isThrowStatement() ? (path.node.argument ?? {}) : {}
    return type === 'NewExpression' && callee.name === 'Error' && words.length === 1
      ? 'the words for a mistake in the code'
      : undefined
  }
}

const flat = (text) => text.replace(/\s+/g, ' ').trim()
const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** `line | was → is`. Lines and columns are counted from 1. */
function sentence({ fileName, location: { start, end }, replacement }) {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  const was = lines.map((line, i) => line.slice(i ? 0 : start.column - 1, i < lines.length - 1 ? undefined : end.column - 1))
  return `${flat(lines[0])} | ${short(flat(was.join(' ')))} → ${short(flat(replacement))}`
}

/** Prints the survivors, each with the reason why it may. */
class Survivors {
  #count = { Killed: 0, Timeout: 0, Survived: 0 }

  onMutantTested(mutant) {
    const { status, fileName, location } = mutant
    if (status in this.#count) this.#count[status]++
    if (status !== 'Survived') return
    const file = relative('.', fileName)
    const text = sentence(mutant)
    console.log(`${file}:${location.start.line} ${text}\n  ${reasons[file]?.[text] ?? 'NO REASON'}`)
  }

  wrapUp() {
    const { Killed, Timeout, Survived } = this.#count
    const all = Killed + Timeout + Survived
    const rate = ((100 * (Killed + Timeout)) / all).toFixed(1)
    console.log(`${all} mutants: ${Killed + Timeout} killed (${Timeout} ran out of time), ${Survived} survived; ${rate} %.`)
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'sample', Sample),
  declareClassPlugin(PluginKind.Ignore, 'words', Words),
  declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors),
]
