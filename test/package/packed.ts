/** The package as users get it: packed, then unpacked or installed in a folder that goes when the tests of the file are done. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, inject } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { output } from './run.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const tarball = inject('tarball')

/** The files of the tarball, in `node_modules/arsim` of the folder that is returned. */
export async function unpacked(): Promise<string> {
  const folder = ownFolder(afterAll)
  const target = join(folder, 'node_modules/arsim')
  mkdirSync(target, { recursive: true })
  await output('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], folder)
  return folder
}

/** The folder of a project that has installed the tarball, and packages beside it. */
export async function installed(...packages: string[]): Promise<string> {
  const folder = ownFolder(afterAll)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }))
  await output('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...packages], folder)
  return folder
}

/** A package in the version this project is developed with. */
export const asHere = (name: string) => `${name}@${manifest.devDependencies[name] ?? manifest.dependencies[name]}`
