/** Files of JSON: read with a sentence for what is wrong, written so that nobody ever finds half of one. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseJson } from '../core/values/parse-json.ts'

/** A file that cannot be read, or is no JSON. The message says so. */
export class FileError extends Error {}

/** @throws FileError */
export function readJsonFile(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new FileError(`Cannot read ${file}: ${(error as Error).message}`)
  }
  const parsed = parseJson(text)
  if ('reason' in parsed) throw new FileError(`${file} is not JSON: ${parsed.reason}.`)
  return parsed.value
}

/** Writes beside the file, and puts that in its place once it is finished. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  try {
    await writeFile(beside, JSON.stringify(value))
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
