/** Packs what `npm test` has just built, once for all files. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The package as it is published. */
    readonly tarball: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export default async function pack({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'arsim-test-'))
  await promisify(execFile)('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root })
  const [tarball = ''] = readdirSync(folder)
  provide('tarball', join(folder, tarball))
  return () => rmSync(folder, { recursive: true })
}
