/** Scenarios that are files of their own, in JavaScript or TypeScript. */
import { existsSync, readFileSync, watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { messageOf } from '../core/values/message-of.ts'
import type { NextScenario, Scenario } from '../index.ts'

type AnyScenario = Scenario | NextScenario

/** Whether an argument is the path of a file, and not a scenario's name. */
export const isFile = (argument: string): boolean => /[\\/]|\.(?:[cm]?[jt]s|json)$/.test(argument)

/** Whether a path is one of code, and not of data. */
export const isCode = (path: string): boolean => /\.[cm]?[jt]s$/.test(path)

/**
 * The scenario that a file exports by default. Node 20 reads no TypeScript, so jiti does.
 *
 * @throws Error for a file that cannot be read, fails, or exports no scenario
 */
export async function readScenario(path: string): Promise<AnyScenario> {
  const scenario: unknown = await read(resolve(path)).catch((error: unknown) => {
    throw new Error(reasonOf(messageOf(error), path))
  })
  if (isScenario(scenario)) return scenario
  if (path.endsWith('.json'))
    throw new Error('it is no scenario, which is JavaScript or TypeScript. A saved world is given with --world FILE.')
  throw new Error('it exports no scenario. Write: export default defineScenario({ … })')
}

/** What was read before is not remembered: the file may have changed since. */
async function read(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(import.meta.url, { moduleCache: false, fsCache: false })
  if (!/\.m?js$/.test(file) || !existsSync(file)) return jiti.import(file, { default: true })
  // Modules in JavaScript jiti leaves to Node, which remembers them.
  const options = { filename: file, async: true, forceTranspile: true }
  const module = (await jiti.evalModule(readFileSync(file, 'utf8'), options)) as { readonly default?: unknown }
  return module.default ?? module
}

/** Without the files that have asked for one that is not there. */
function reasonOf(message: string, path: string): string {
  const [reason = ''] = message.split('\nRequire stack:')
  if (!reason.includes(`'${resolve(path)}'`) || !reason.startsWith('Cannot find module')) return reason
  return existsSync(path) ? 'it is a folder, and no file.' : 'there is no such file.'
}

function isScenario(value: unknown): value is AnyScenario {
  const { name, from, prepare, recipe } = (value ?? {}) as Partial<Scenario & NextScenario>
  return typeof name === 'string' && (typeof recipe === 'function' || (from !== undefined && typeof prepare === 'function'))
}

/** So long nothing more is written once a file is whole. */
const QUIET_MS = 100

/** Reads a scenario again whenever its file has changed. What goes wrong is told, and the next change is waited for. */
export function watchScenario(path: string, use: (scenario: AnyScenario) => void, fail: (message: string) => void): () => void {
  let isReading = false
  let hasChanged = false
  const read = async (): Promise<void> => {
    hasChanged = true
    if (isReading) return
    isReading = true
    while (hasChanged) {
      hasChanged = false
      await readScenario(path)
        .then(use)
        .catch((error: Error) => fail(error.message))
    }
    isReading = false
  }
  let quiet: NodeJS.Timeout | undefined
  // Editors often write a new file and give it the name of the old one, so the folder is watched; many empty it first.
  const watcher = watch(dirname(resolve(path)), (_, name) => {
    if (name !== basename(path)) return
    clearTimeout(quiet)
    quiet = setTimeout(read, QUIET_MS)
  })
  return () => {
    clearTimeout(quiet)
    watcher.close()
  }
}
