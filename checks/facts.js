/** Whether what rests on the vendor's pages is there. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const pages = new Map(
  readdirSync('docs/vendor').map((file) => [basename(file, '.md'), readFileSync(join('docs/vendor', file), 'utf8')]),
)

export function wrongFacts({ apis }) {
  const ofOperations = apis.flatMap(({ operations }) =>
    operations.flatMap(({ id, source, examples }) => [...wrongSource(id, source), ...wrongMarks(id, examples)]),
  )
  const ofEvents = apis.flatMap(({ events }) => events.flatMap(({ type, examples }) => wrongMarks(type, examples)))
  const ofStories = readdirSync('test/stories').flatMap((file) => {
    const text = readFileSync(join('test/stories', file), 'utf8')
    return [...text.matchAll(/^rule\(\s*'(D[^']*)'/gm)].flatMap(([, mark]) => wrongMark(`test/stories/${file}`, mark))
  })
  return [...ofOperations, ...ofEvents, ...ofStories]
}

function wrongSource(id, source) {
  const [page, heading] = source.split(', ')
  if (source === 'arsim' || pages.get(page)?.includes(`\n## ${heading}\n`)) return []
  return [`${id}: docs/vendor has no "${heading}" on a page "${page}". Its source is a page and a heading, or "arsim".`]
}

const wrongMarks = (owner, examples) => examples.flatMap(({ name, mark }) => wrongMark(`${owner}, "${name}"`, mark))

function wrongMark(where, mark) {
  if (mark === 'C') return []
  const [, fact, page] = /^D ((.+)-\d+)$/.exec(mark) ?? []
  return fact && pages.get(page)?.includes(`- **${fact}** `) ? [] : [`${where}: docs/vendor has no fact "${mark.slice(2)}".`]
}
