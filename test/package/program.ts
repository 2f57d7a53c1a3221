import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './packed.ts'
import { output } from './run.ts'

/** Runs a program of `programs/` in a project that has installed the package; returns what it printed, as JSON. */
export async function runProgram(name: string, folder: string, node: readonly string[] = ['node']): Promise<unknown> {
  const outfile = join(folder, `${name}.mjs`)
  const entry = join(root, `test/package/programs/${name}.ts`)
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
  const [command = '', ...args] = node
  return JSON.parse(await output(command, [...args, outfile], folder))
}
