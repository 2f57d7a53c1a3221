/** Packs the dashboard, unless it is there as its sources say, and lists its files for the server. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packageOf, writeLicences } from './licences.js'

const OUT = 'dist/ui'
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** Of what is sent as it is; smaller ones are not worth it. */
const COMPRESSED_FROM = 1_000

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
    .sort()

/** What the dashboard is made of, with those files from outside its folder that the bundler has read. */
function sourcesHash(shared) {
  const hash = createHash('sha256')
  for (const file of [...filesOf('src/ui'), ...shared, 'package-lock.json', 'build/dashboard.js'])
    hash.update(`${file}\0`).update(existsSync(file) ? readFileSync(file) : '')
  return hash.digest('hex')
}

export async function buildDashboard() {
  const list = join(OUT, 'files.js')
  const [made, ...shared] = existsSync(list) ? readFileSync(list, 'utf8').split('\n', 1)[0].split(' ').slice(1) : []
  if (made === sourcesHash(shared)) return
  const { build } = await import('vite')
  const configFile = 'src/ui/vite.config.ts'
  const { output } = await build({ configFile, logLevel: 'warn' })
  const files = filesOf(OUT).map((path) => {
    const bytes = readFileSync(path)
    const name = path.slice(OUT.length + 1).replaceAll('\\', '/')
    const isCompressed = name.startsWith('assets/') && bytes.length >= COMPRESSED_FROM
    if (isCompressed) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    return [name, { type: types[extname(path)], isCompressed }]
  })
  const rendered = await build({ configFile, logLevel: 'warn', build: { ssr: 'server.tsx' } })
  const read = [...output, ...rendered.output].flatMap(({ moduleIds = [] }) => moduleIds)
  writeLicences(
    OUT,
    read.flatMap((path) => packageOf(path) ?? []),
  )
  writeFileSync(list, filesModule(sharedOf(read), files))
}

const sharedOf = (read) =>
  [...new Set(read.map((path) => relative('.', path)))].filter((path) => /^src[\\/](?!ui[\\/])/.test(path)).sort()

const filesModule = (shared, files) =>
  [
    `// ${[sourcesHash(shared), ...shared].join(' ')}`,
    "export const folder = new URL('.', import.meta.url)",
    `export const files = ${JSON.stringify(Object.fromEntries(files))}\n`,
  ].join('\n')
