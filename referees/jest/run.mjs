/**
 * Whether the packed package works under Jest, in the ways in which people run it, and whether its types are found by every way in
 * which TypeScript resolves them: `npm run referees`, once it is built. Says what is wrong, and ends with 1.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const wrong = []

function run(command, args, cwd = here) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return { isFine: status === 0, text: `${stdout}${stderr}` }
}

function needs(command, args, cwd) {
  const { isFine, text } = run(command, args, cwd)
  if (!isFine) throw new Error(`${command} ${args.join(' ')}\n${text}`)
}

function install() {
  if (!existsSync(join(here, 'node_modules/jest'))) needs('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'])
  const folder = mkdtempSync(join(tmpdir(), 'arsim-jest-'))
  needs('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  const target = join(here, 'node_modules/arsim')
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const [tarball] = readdirSync(folder)
  needs('tar', ['-xzf', join(folder, tarball), '-C', target, '--strip-components=1'])
  rmSync(folder, { recursive: true })
  // What is installed along with it; the folder above has other versions for others.
  for (const name of Object.keys(JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')).dependencies)) {
    const link = join(here, 'node_modules', name)
    rmSync(link, { recursive: true, force: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
}

function tell(what, { isFine, text }) {
  console.log(`${isFine ? 'passed' : 'failed'}: ${what}`)
  if (!isFine) wrong.push(`${what}\n${text}`)
}

const jest = join(here, 'node_modules/jest/bin/jest.js')
const tsc = join(here, 'node_modules/typescript/bin/tsc')

/** From a CommonJS module and from an ES module, where the resolution tells them apart. */
const resolutions = [
  ['commonjs', 'node10', 'ts'],
  ['node16', 'node16', 'mts'],
  ['node16', 'node16', 'cts'],
  ['nodenext', 'nodenext', 'mts'],
  ['nodenext', 'nodenext', 'cts'],
  ['esnext', 'bundler', 'ts'],
]

function checkTypes(module, resolution, ending) {
  const file = join('types', `uses.${ending}`)
  if (ending !== 'ts') copyFileSync(join(here, 'types/uses.ts'), join(here, file))
  const options = ['--noEmit', '--strict', '--esModuleInterop', '--target', 'es2022', '--types', 'node']
  const lib = ['--lib', 'es2023,dom,dom.iterable,esnext.disposable']
  const { text } = run('node', [tsc, ...options, ...lib, '--module', module, '--moduleResolution', resolution, file])
  // The types of others are theirs to mend.
  const ours = text.split('\n').filter((line) => /^(types|node_modules\/arsim)\//.test(line))
  return { isFine: ours.length === 0, text: ours.join('\n') }
}

install()
tell('Jest with babel, in Node and in jsdom, and with ts-jest', run('node', [jest, '-c', 'jest.config.cjs']))
tell('Jest with ES modules, in Node and in jsdom', run('node', ['--experimental-vm-modules', jest, '-c', 'jest.esm.config.cjs']))
for (const [module, resolution, ending] of resolutions)
  tell(`types with ${resolution}, from uses.${ending}`, checkTypes(module, resolution, ending))
for (const each of wrong) console.error(`\n${each}`)
process.exitCode = wrong.length ? 1 : 0
