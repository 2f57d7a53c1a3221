/** A file becomes a world again, or says why it cannot. */
import type { AnyTable } from '../../store/definition.ts'
import { emptyVersion, settledVersion } from '../../store/version.ts'
import type { Weight } from '../../store/weight.ts'
import { plainWords } from '../../values/issue-words.ts'
import { hint } from '../../values/nearest-name.ts'
import { counted, Holding, OutOfSpace } from '../ledger.ts'
import type { Built, Variant } from '../scenario/scenario.ts'
import { problemOf, type Setting } from '../setting.ts'
import { Timers } from '../timer.ts'
import { type Base, type Common, type Loaded, State, World } from '../world.ts'
import { hashOf } from './base-hash.ts'
import { FileRows } from './load-rows.ts'
import { Problems } from './problems.ts'
import { FORMAT, type Head, HeadSchema, type PARTS, ScenarioChanged, WorldFileError } from './world-file.ts'

/** What a file may name. */
export interface Known {
  readonly tables: readonly AnyTable[]
  readonly settings: readonly Setting[]
  readonly scenarios: () => readonly string[]
  /** A base as a world starts from it at a time. */
  readonly takenUp: (base: Base, at: number) => Base
  /** What a scenario makes; undefined where there is no such scenario. */
  readonly origin: (scenario: string, variant: Variant) => Made | undefined
}

/** The rows of a scenario, with what holding them takes, and its date and time in milliseconds since 1970. */
export interface Made extends Built {
  readonly holding: Holding | undefined
  readonly now: number
}

/** @throws WorldFileError, or OutOfSpace */
export function loadWorld(common: Common, known: Known, file: unknown): Loaded {
  const { head, parts } = readHead(file, known)
  const origin = head.base && originOf(head, head.base, known)
  const made: Base = {
    scenario: head.scenario,
    seed: head.seed,
    state: origin?.state ?? State.of(known.tables, emptyVersion),
    holding: origin?.holding,
    clock: head.clock,
    settings: head.settings,
    origin: head.base && origin ? { today: head.base.day, now: head.base.now ?? origin.now, state: origin.state } : undefined,
  }
  const start = head.base?.at === undefined ? made : known.takenUp(made, head.base.at)
  const { state, growth } = withRows(common, start, parts)
  if (state === start.state) return { base: start, growth }
  const kept = origin ? state : state.map((version) => settledVersion(version))
  return { base: { ...start, state: kept, holding: new Holding(counted(growth), start.holding) }, growth }
}

type Fields = Readonly<Record<string, unknown>>
type Parts = Readonly<Record<(typeof PARTS)[number], unknown>>

function readHead(file: unknown, { settings }: Known): { head: Head; parts: Parts } {
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw new WorldFileError('The file holds no world: it is no JSON object.')
  const { format } = file as Fields
  if (format !== FORMAT)
    throw new WorldFileError(
      `The file holds no world: its format is ${shown(format)}, and this version of arsim reads "${FORMAT}".`,
    )
  if (isDeep(file)) throw new WorldFileError(`The file is nested deeper than ${DEPTH} levels.`)
  // Older files have `latest`: what that says, the order of arrival says now.
  const { rows, changed, removed, arrived, latest, ...rest } = file as Fields
  const problems = new Problems()
  const parsed = HeadSchema.safeParse(rest, { error: plainWords })
  for (const { path, message } of parsed.error?.issues ?? []) problems.add(path.map(String).join('.'), message)
  for (const setting of settings) {
    const problem = problemOf(setting, parsed.data?.settings ?? {})
    if (problem !== undefined) problems.add(`settings.${setting.name}`, problem)
  }
  problems.check()
  return { head: parsed.data as Head, parts: { rows, changed, removed, arrived } }
}

const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : 'not named')

const DEPTH = 100

/** Without recursion, which a deep file would bring to its end. What is part of itself is endlessly deep. */
function isDeep(file: object): boolean {
  const open: [value: object, depth: number][] = [[file, 1]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next
    if (depth > DEPTH) return true
    if (ArrayBuffer.isView(value)) continue
    for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) open.push([item, depth + 1])
  }
  return false
}

function originOf(head: Head, { day, hash }: NonNullable<Head['base']>, known: Known): Made {
  const { scenario, seed, settings } = head
  let origin: ReturnType<Known['origin']>
  try {
    origin = known.origin(scenario, { seed, today: day, settings })
  } catch (error) {
    if (error instanceof OutOfSpace) throw error
    throw new WorldFileError(`The scenario of the file cannot be made: ${(error as Error).message}`)
  }
  if (!origin)
    throw new WorldFileError(
      `The file is about the scenario "${scenario.slice(0, 80)}".${hint(scenario, known.scenarios())} If it has another name now, give it that one again.`,
    )
  if (hashOf(origin.state) !== hash)
    throw new ScenarioChanged(
      `The file holds only what differs from the scenario "${scenario}" of seed ${seed}, as arsim ${head.arsim} made it. This simulator makes it otherwise: the scenario has changed since, or another one has its name; or the simulator has another version, other APIs or another secret. A file that was saved whole can be loaded here.`,
      head,
    )
  return origin
}

/** In a world of its own, in which nothing happens but that derived tables follow: what rows keep, they have already. By itself it may hold as much as all worlds together: whoever takes it in knows what goes for it. */
function withRows(common: Common, start: Base, parts: Parts): { state: State; growth: Weight } {
  const followers = common.followers.filter(({ keeps }) => keeps)
  const ledger = common.ledger.empty()
  const world = new World('loaded', { ...common, ledger, timers: new Timers([]), followers, keepers: [] }, () => start)
  world.transactions.seed(() =>
    new FileRows(world, common.timers, start.origin?.taken?.state ?? start.origin?.state, parts).fill(),
  )
  return { state: world.freeze().state, growth: world.account.growth }
}
