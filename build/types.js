/** The types that are shipped: those that an entry leads to. Most modules are nobody's business. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const isTypes = (file) => /\.d\.c?ts$/.test(file)

/** Removes the others. */
export function keepReachedTypes(folders) {
  const reached = reachedFrom(entriesOf(JSON.parse(readFileSync('package.json', 'utf8'))))
  for (const folder of folders)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isTypes))
      if (!reached.has(resolve(folder, file))) rmSync(join(folder, file))
}

/** All files of types that a part of package.json names. */
function entriesOf(part) {
  if (typeof part === 'string') return isTypes(part) && !part.includes('*') ? [resolve(part)] : []
  return Object.values(part ?? {}).flatMap(entriesOf)
}

function reachedFrom(files) {
  const reached = new Set()
  const waiting = [...files]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue
    if (!existsSync(file)) throw new Error(`${file} is named by an entry or its types, but was not built.`)
    reached.add(file)
    waiting.push(...importsOf(file))
  }
  return reached
}

/** The compiler writes endings as they are in the sources, or as they are run. */
const importsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)].map(([, path]) =>
    resolve(dirname(file), path.replace(/\.(c?)[tj]s$/, '.d.$1ts')),
  )
