/** Packs the dashboard, unless it is there as its sources say, and lists its files for the server. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
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

/** What the dashboard is made of. */
function sourcesHash() {
  const hash = createHash('sha256')
  const shared = [
    'src/serve/stream.ts',
    'src/serve/dashboard.ts',
    'src/entries/dashboard.ts',
    'package-lock.json',
    'build/dashboard.js',
  ]
  for (const file of [...filesOf('src/ui'), ...shared]) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

export async function buildDashboard() {
  const made = `// ${sourcesHash()}\n`
  const list = join(OUT, 'files.js')
  if (existsSync(list) && readFileSync(list, 'utf8').startsWith(made)) return
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
  writeLicences(
    OUT,
    [...output, ...rendered.output].flatMap(({ moduleIds = [] }) => moduleIds.flatMap((path) => packageOf(path) ?? [])),
  )
  writeFileSync(
    list,
    `${made}export const folder = new URL('.', import.meta.url)\nexport const files = ${JSON.stringify(Object.fromEntries(files))}\n`,
  )
}
