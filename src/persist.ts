/** Worlds that outlive the page they are in. */
import type { Simulator } from './core/simulator.ts'
import { refuseStrangers } from './core/values/nearest-name.ts'
import { WorldFileError } from './core/world/files/world-file.ts'
import { OutOfSpace } from './core/world/ledger.ts'

/** Where texts are kept by a key: `sessionStorage`, `localStorage`, or what has the same three methods. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
  removeItem(key: string): void
}

export interface PersistOptions {
  /** Under which key; `arsim` unless told. */
  readonly key?: string | undefined
  /** How many characters are kept at most; 4,000,000 unless told, as browsers keep some five million. */
  readonly most?: number | undefined
  /** Hears, in a sentence, why nothing was taken up or kept; the console unless told. */
  readonly report?: ((sentence: string) => void) | undefined
}

/** Worlds that are kept. */
export interface Persisted {
  /** Keeps all worlds as they are now. It happens by itself when the page goes. */
  readonly save: () => void
  /** Keeps them no more, and forgets what was kept. */
  readonly stop: () => void
}

const MOST = 4_000_000
const OPTIONS = ['key', 'most', 'report'] satisfies (keyof PersistOptions)[]
/** The page goes, or may go without another word: on phones the second is often the last that is heard. */
const GOING = ['pagehide', 'visibilitychange'] as const

/**
 * Keeps all worlds of a simulator over a reload of the page: takes up what was kept, and keeps them anew when the page goes.
 * What cannot be taken up, because it is damaged or from another version of arsim, is told and forgotten; the worlds are new then.
 *
 * @throws TypeError for an option that there is not
 * @example
 * const simulator = createSimulator()
 * persist(simulator, sessionStorage)
 */
export function persist(simulator: Simulator, storage: TextStorage, options: PersistOptions = {}): Persisted {
  refuseStrangers(options, OPTIONS)
  const { key = 'arsim', most = MOST, report = (sentence) => console.warn(sentence) } = options
  takeUp(simulator, storage, key, report)
  const save = (): void => {
    const text = JSON.stringify(simulator.save())
    const problem = text.length > most ? tooLong(text.length, most) : kept(storage, key, text)
    if (problem === undefined) return
    // What was kept before would be taken for the last that was.
    storage.removeItem(key)
    report(`The worlds of arsim are not kept: ${problem}.`)
  }
  const page = globalThis as { addEventListener?: typeof addEventListener; removeEventListener?: typeof removeEventListener }
  const going = (): void => {
    const { document } = globalThis as { document?: { visibilityState?: string } }
    if (document?.visibilityState !== 'visible') save()
  }
  const leave = { pagehide: save, visibilitychange: going }
  for (const event of GOING) page.addEventListener?.(event, leave[event])
  return {
    save,
    stop() {
      for (const event of GOING) page.removeEventListener?.(event, leave[event])
      storage.removeItem(key)
    },
  }
}

const tooLong = (length: number, most: number): string =>
  `they have ${grouped(length)} characters, and at most ${grouped(most)} are kept, unless the option \`most\` says otherwise`

const grouped = (count: number): string => count.toLocaleString('en-US')

function takeUp(simulator: Simulator, storage: TextStorage, key: string, report: (sentence: string) => void): void {
  const text = storage.getItem(key)
  if (text === null) return
  try {
    simulator.load(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof WorldFileError || error instanceof OutOfSpace || error instanceof SyntaxError)) throw error
    storage.removeItem(key)
    report(`The worlds that arsim kept are new again: what was kept cannot be taken up. ${error.message}`)
  }
}

/** @returns why it could not be kept */
function kept(storage: TextStorage, key: string, text: string): string | undefined {
  try {
    storage.setItem(key, text)
    return undefined
  } catch (error) {
    return `there is no room for them (${(error as Error).message})`
  }
}
