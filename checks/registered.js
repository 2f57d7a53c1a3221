/** Whether what the folders hold is registered, and named after its file. */
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { load } from './built.js'

/** What a file of each ending holds, where it has to be listed, and how it is told from other exports. */
const kinds = [
  ['.op.ts', 'operations', (value) => typeof value?.handle === 'function' && Array.isArray(value.examples)],
  ['.timer.ts', 'timers', (value) => typeof value?.at === 'function' && typeof value.run === 'function'],
  ['.event.ts', 'events', (value) => typeof value?.handle === 'function' && typeof value.type === 'string'],
  ['.follower.ts', 'followers', (value) => typeof value?.run === 'function' && value.of !== undefined],
  ['.keeper.ts', 'keepers', (value) => typeof value?.keep === 'function' && value.of !== undefined],
  ['.ts', 'tables', (value) => Array.isArray(value?.columns) && value.indexNumbers instanceof Map],
]

const kebab = (id) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
/** `customer.replied` is `customerReplied` in `customer-replied.event.ts`; the name of its API says nothing more. */
const eventFile = (type, folder) => type.replace(new RegExp(`^${folder}\\.`), '').replace(/[._]/g, '-')
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

export async function wronglyRegistered({ apis }) {
  const wrong = []
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  for (const file of sources.filter((each) => /^(ar|crm|control)\/.*\.ts$/.test(each))) {
    const exported = Object.entries(await load(file))
    for (const [ending, list, isOne] of kinds) {
      if (!file.endsWith(ending)) continue
      const found = exported.filter(([, value]) => isOne(value))
      if (ending !== '.ts' && !found.length) wrong.push(`src/${file} exports none of its ${list}.`)
      for (const [name, value] of found)
        if (!apis.some((api) => api[list].includes(value)))
          wrong.push(`src/${file}: "${name}" is in no resource. Add it to the ${list} in the index.ts of its folder.`)
      wrong.push(...(namings[list]?.(file, found) ?? []))
    }
  }
  for (const { tables, followers } of apis)
    for (const table of tables)
      if (table.isDerived && !followers.some(({ keeps }) => keeps === table))
        wrong.push(
          `The table "${table.name}" is derived, but no follower keeps it: a world that is loaded would be without its rows.`,
        )
  return wrong
}

/** What is named after its file, or its file after it. */
const namings = {
  events: (file, found) => [
    ...(found.length > 1 ? [`src/${file} exports more than one event.`] : []),
    ...found.flatMap(([name, { type }]) => {
      const expected = eventFile(type, file.split(/[\\/]/)[0])
      return [
        ...(name === camel(expected)
          ? []
          : [`src/${file}: the event "${type}" is exported as "${name}", not "${camel(expected)}".`]),
        ...(basename(file) === `${expected}.event.ts`
          ? []
          : [`src/${file}: the event "${type}" belongs into ${expected}.event.ts.`]),
      ]
    }),
  ],
  operations: (file, found) => [
    ...(found.length > 1 ? [`src/${file} exports more than one operation.`] : []),
    ...found.flatMap(([name, { id }]) => [
      ...(name === id ? [] : [`src/${file}: the operation "${id}" is exported as "${name}".`]),
      ...(basename(file) === `${kebab(id)}.op.ts` ? [] : [`src/${file}: the operation "${id}" belongs into ${kebab(id)}.op.ts.`]),
    ]),
  ],
}
