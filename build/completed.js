import { mkdirSync, writeFileSync } from 'node:fs'
import { load } from './parts.js'

/** The default world, with life and without, for simulators of both APIs and of one: as nobody has to work it out, it is there at once. */
export async function completedWorlds() {
  const { createSimulator } = await load('src/index.js')
  const { toCompleted } = await load('fixtures/complete.js')
  // Each day of the week twice, as people write and pay on working days: in April, when what they plan next is in summer time, and in
  // November, when it is in winter time. All but the first have a secret, as ids show it.
  const days = [0, 1, 2, 3, 4, 5, 6].flatMap((i) => [later('2026-04-06', 15 * i), later('2026-11-02', 8 * i)])
  const known = new Map()
  const placeOf = (text) => {
    if (!known.has(text)) known.set(text, known.size)
    return known.get(text)
  }
  const starts = [['ar', 'crm'], ['ar'], ['crm']].flatMap((apis) => ['off', 'on'].map((life) => ({ apis, life })))
  const worlds = starts.map(({ apis, life }) => {
    const samples = days.map((today, i) => {
      const secret = i ? `secret ${i}` : ''
      const machine = () => Date.parse(`${today}T12:00:00Z`)
      const { origin } = createSimulator({ apis, life, secret, machine, clock: 'running' }).world().base
      return { state: origin.state, today, source: { seed: 1, secret } }
    })
    const tables = Object.entries(toCompleted(samples)).map(([name, packed]) => {
      const each = Array.isArray(packed) ? packed : [packed]
      return [name, each.map(({ arrivals, text }) => [arrivals, placeOf(text)])]
    })
    return [`${[...samples[0].state.tables()].map(({ name }) => name)} ${life}`, Object.fromEntries(tables)]
  })
  mkdirSync('dist/node/completed')
  for (const [text, place] of known)
    writeFileSync(`dist/node/completed/${place}.cjs`, `exports.text = String.raw\`${plain(text)}\`\n`)
  return `const tables = {
${[...known.values()].map((place) => `${place}: () => require('./completed/${place}.cjs').text`).join(',\n')}
}
const worlds = ${JSON.stringify(Object.fromEntries(worlds))}
exports.completedFor = (names, shape, weekday) => {
  const places = worlds[names + ' ' + shape]
  return places && Object.fromEntries(Object.entries(places).map(([name, days]) => {
    const [arrivals, place] = days[weekday] ?? days[0]
    return [name, { arrivals, read: tables[place] }]
  }))
}
`
}

function later(date, days) {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

/** JSON in letters of ASCII, which Node reads faster. */
function plain(json) {
  if (/`|\$\{/.test(json)) throw new Error('A text would end the template that the rows are written in.')
  return json.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
