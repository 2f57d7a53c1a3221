/** Keeps all worlds of a simulator in a file, so that they outlive the process. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Simulator } from '../index.ts'
import { FileError, readJsonFile, writeJsonFile } from './json-file.ts'

/** A file is written at most so often. */
const PAUSE_MS = 1_000

export class Keeper {
  readonly #simulator: Simulator
  readonly #file: string
  /** What is in the file: worlds as they were. The same value stands for the same state. */
  #written: readonly unknown[]
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #hasFailed = false

  /** @throws FileError or WorldFileError for a file that is there, but holds no worlds; it stays as it is */
  constructor(simulator: Simulator, file: string) {
    this.#simulator = simulator
    this.#file = file
    if (existsSync(file)) simulator.load(readJsonFile(file))
    else if (!existsSync(dirname(file))) throw new FileError(`Cannot write ${file}: there is no such folder.`)
    this.#written = this.#present()
  }

  /** Writes after changes from now on. */
  start(): void {
    this.#timer = setTimeout(() => {
      this.#writeChanges().then(() => this.#timer && this.start())
    }, PAUSE_MS)
  }

  /** Writes a last time. */
  async end(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    await this.#writeChanges()
  }

  #present(): readonly unknown[] {
    return this.#simulator.worlds.flatMap((world) => [world.base, world.freeze()])
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
      await writeJsonFile(this.#file, this.#simulator.save())
      this.#written = present
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed) console.error(`arsim: cannot write ${this.#file}: ${(error as Error).message}`)
      this.#hasFailed = true
    }
  }
}
