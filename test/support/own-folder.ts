import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that goes with the test, or when the function that is given says so. */
export function ownFolder(whenDone: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'arsim-test-'))
  whenDone(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
