/** Keeps all worlds of a simulator in a file, so that they outlive the process. */
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Simulator, WorldFileError } from '../index.ts'
import { FileError, readJsonFile, writeJsonFile } from './json-file.ts'

/** A file is written at most so often. */
const PAUSE_MS = 1_000

export class Keeper {
  readonly #simulator: Simulator
  readonly #file: string
  /** What is in the file: worlds by their ids, as they were. The same value stands for the same state. */
  #written: readonly unknown[]
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #hasFailed = false
  /** Which file it was that was read or written last. */
  #mark: string | undefined

  /** @throws FileError or WorldFileError for a file that is there, but holds no worlds; it stays as it is */
  constructor(simulator: Simulator, file: string) {
    this.#simulator = simulator
    this.#file = file
    if (existsSync(file)) this.#load()
    else if (!existsSync(dirname(file))) throw new FileError(`Cannot write ${file}: there is no such folder.`)
    this.#written = this.#present()
    this.#mark = markOf(file)
  }

  #load(): void {
    try {
      const behind = this.#simulator.load(readJsonFile(this.#file)).map(({ id }) => id)
      if (behind.length)
        console.warn(
          `arsim: the scenario, the secret or arsim itself has changed since ${this.#file} was written. Worlds in which something had happened stay as they were until they are reset: ${behind.join(', ')}.`,
        )
    } catch (error) {
      if (!(error instanceof WorldFileError)) throw error
      throw new FileError(`${this.#file} cannot be taken up; move it away to begin with new worlds. ${error.message}`)
    }
  }

  /** Writes after changes from now on. */
  start(): void {
    this.#timer = setTimeout(() => {
      this.#writeChanges().then(() => this.#timer && this.start())
    }, PAUSE_MS)
  }

  /** Writes a last time. @returns whether the worlds are in the file */
  async end(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    // Where it failed before it is told once more: now the worlds are lost.
    this.#hasFailed = false
    await this.#writeChanges()
    return !this.#hasFailed
  }

  #present(): readonly unknown[] {
    return this.#simulator.worlds.flatMap((world) => [world.id, world.base, world.freeze()])
  }

  #writeChanges(): Promise<void> {
    const present = this.#present()
    const { length } = present
    if (length === this.#written.length && present.every((each, i) => each === this.#written[i])) return Promise.resolve()
    this.#writing = this.#write(present)
    return this.#writing
  }

  async #write(present: readonly unknown[]): Promise<void> {
    try {
      const mark = markOf(this.#file)
      if (mark !== undefined && mark !== this.#mark)
        console.warn(`arsim: somebody else has written ${this.#file} since: those worlds are replaced.`)
      await writeJsonFile(this.#file, this.#simulator.save({ whole: true }))
      this.#mark = markOf(this.#file)
      this.#written = present
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed) console.error(`arsim: cannot write ${this.#file}: ${(error as Error).message}`)
      this.#hasFailed = true
    }
  }
}

/** Another one whenever a file is written; undefined where there is none. */
function markOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`
}
