/** Files of JSON: read with a sentence for what is wrong, written so that nobody ever finds half of one. */
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
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
  // Some editors begin a file with a mark that nobody sees.
  const parsed = parseJson(text.replace(/^\uFEFF/, ''))
  if ('reason' in parsed) throw new FileError(`${file} is not JSON: ${parsed.reason}.`)
  return parsed.value
}

/** Writes beside the file, and puts that in its place once it is finished: who may read it stays the same. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  const target = targetOf(file)
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o666
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  try {
    await writeFile(beside, JSON.stringify(value), { mode })
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** The file itself, which a link may stand for before it is there. */
function targetOf(file: string): string {
  if (existsSync(file)) return realpathSync(file)
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()
  return isLink ? resolve(dirname(file), readlinkSync(file)) : file
}
