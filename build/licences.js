/** The licences of the packages that are packed along, which ask to go along. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The package that a file belongs to. */
export const packageOf = (path) =>
  /(?:^|[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](?!.*node_modules)/.exec(path)?.[1]

export function writeLicences(to, packages) {
  const licences = [...new Set(packages)].sort().map((name) => {
    const folder = join('node_modules', name)
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`
  })
  writeFileSync(
    join(to, 'LICENCES.txt'),
    `The files in this folder contain code of these packages.\n\n${licences.join(`\n${'-'.repeat(80)}\n\n`)}`,
  )
}
