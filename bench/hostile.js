/** What callers can do to a server with 1 MB, and what many who ask for the document do to everybody else. */
import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { withChildren } from './child.js'
import { fetched } from './fetched.js'
import { atMost } from './goals.js'
import { median } from './median.js'

const RUNS = 3
/** So many of the worst are looked at again. */
const AGAIN = 40
const SHOWN = 10
/** An input that takes longer ends its process, and counts with this. */
const PATIENCE_MS = 5_000
/** After so many of these the rest is not tried. */
const MOST_LOST = 20
const DOCUMENT = '/openapi/ar.json'
const AT_ONCE = 20
const READ_MS = 500
const SERVERS = 5

export const measure = async () => {
  const { results: first, untried } = await answerAll()
  const worst = first.toSorted(byMs).slice(0, AGAIN)
  const { results: again } = await answerAll(numbersOf(worst.filter(({ isLost }) => !isLost)), RUNS)
  const shown = [...worst.filter(({ isLost }) => isLost), ...again].toSorted(byMs).slice(0, SHOWN)
  const wrong = first.filter(({ status }) => !(status < 500))
  const rounds = await documentRounds()
  const medians = (which) => [0, 1].map((nth) => median(rounds.map((round) => round[nth][which])))
  const [alone, withDocuments] = [medians('alone'), medians('withDocuments')]
  return {
    title: `The worst of ${first.length} hostile inputs of 1 MB, and reads while ${AT_ONCE} documents are fetched`,
    how: `in process, CPU time after a warm-up with 1 kB: each once, the ${AGAIN} worst again, medians of ${RUNS}; over HTTP the longest of reads by id, one after another, in ${READ_MS} ms, and the longest while another process fetches documents, medians of ${SERVERS} servers`,
    facts: [
      ['', ['ms', 'status']],
      ...shown.map(({ name, ms, status }) => [name, [ms, String(status)]]),
      ...wrong
        .filter(({ isLost }) => !isLost)
        .slice(0, SHOWN)
        .map(({ name, ms, status }) => [name, [ms, String(status)]]),
      ...(untried ? [['not tried, as so many took too long', untried]] : []),
      ['', ['first documents', 'once more']],
      ['the longest read, ms', alone],
      ['the longest read while documents are fetched, ms', withDocuments],
    ],
    ratios: [
      { what: 'the worst hostile input, ms', value: shown[0].ms, goal: atMost(50) },
      { what: 'hostile inputs that get a 500 or more, or no answer', value: wrong.length, goal: atMost(0) },
      {
        what: `${AT_ONCE} documents delay a read, ms`,
        value: Math.max(...withDocuments.map((ms, nth) => ms - alone[nth])),
        goal: atMost(20),
      },
    ],
  }
}

const byMs = (a, b) => b.ms - a.ms

const numbersOf = (results) => results.map(({ nth }) => nth)

/** Answers inputs, all of them unless told. A process that takes too long over one, or ends, is replaced. */
async function answerAll(chosen, runs = 1) {
  const results = []
  let rest = chosen
  let lost = 0
  do
    await withChildren([['hostile-in-process.js']], async ({ ready, ask }) => {
      rest ??= [...ready.names.keys()]
      while (rest.length) {
        const nth = rest.shift()
        const result = await within(PATIENCE_MS * runs, ask({ nth, runs }))
        results.push({ nth, name: ready.names[nth], ...result })
        if (result.isLost) return lost++
      }
    })
  while (rest.length && lost < MOST_LOST)
  return { results, untried: rest.length }
}

async function within(ms, answer) {
  const patience = new AbortController()
  const late = delay(ms, { isLost: true, ms: PATIENCE_MS, status: 'too long' }, { signal: patience.signal })
  late.catch(() => {})
  try {
    return await Promise.race([answer, late])
  } catch (error) {
    return { isLost: true, ms: PATIENCE_MS, status: error.message.replace(/.*: /, 'ended: ') }
  } finally {
    patience.abort()
  }
}

/** On servers that were just started, so that the first documents are the first of all. */
async function documentRounds() {
  const rounds = []
  for (let server = 0; server < SERVERS; server++)
    rounds.push(
      await withChildren([['servers/arsim.js', 100, 1], ['document-readers.js']], async ({ ready }, readers) => [
        await documentRound(ready, readers),
        await documentRound(ready, readers),
      ]),
    )
  return rounds
}

async function documentRound({ port, headers, actions }, readers) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const attempt = () => fetched({ port, path: actions[0], headers, agent })
  /** A server that was busy for long closes the connection; then the read takes a new one. */
  const read = () => attempt().catch(attempt)
  try {
    await longest(read, delay(READ_MS / 2))
    const alone = await longest(read, delay(READ_MS))
    const documents = readers.ask({ count: AT_ONCE, port, path: DOCUMENT })
    return { alone, withDocuments: await longest(read, Promise.all([documents, delay(READ_MS)])) }
  } finally {
    agent.destroy()
  }
}

/** The longest of reads one after another, until something is over. */
async function longest(read, over) {
  let isOver = false
  const ended = over.finally(() => (isOver = true))
  let most = 0
  while (!isOver) {
    const start = performance.now()
    await read()
    most = Math.max(most, performance.now() - start)
  }
  await ended
  return most
}
