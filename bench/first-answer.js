/** What every file of a test suite waits for: from the import of the package to the first answer, in a process of its own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { under } from './goals.js'
import { median } from './median.js'

const RUNS = 15
const program = fileURLToPath(new URL('first-answer-program.js', import.meta.url))

export async function measure() {
  const times = Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, [program], { encoding: 'utf8' })))
  const value = median(times)
  return {
    title: 'First answer in a fresh process, milliseconds',
    how: `import of arsim and arsim/msw, a world, and GET of a list through fetch; MSW was imported before; median of ${RUNS} processes`,
    facts: [['the quickest', Math.min(...times)]],
    ratios: [{ what: 'milliseconds to the first answer', value, goal: under(150) }],
  }
}
