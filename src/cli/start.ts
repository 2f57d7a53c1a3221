/** Starts a server as it was told, and says where it listens. */
import { simulatorOfAll } from '../all-apis.ts'
import { servedApis } from '../core/call/api.ts'
import { isLoopbackHost } from '../core/call/origins.ts'
import type { Simulator } from '../core/simulator.ts'
import { settingOf } from '../core/world/setting.ts'
import type { ApiName, ClockMode, World } from '../index.ts'
import { OutOfSpace, ScenarioError, SimulatorError, VERSION, WorldFileError } from '../index.ts'
import { serve } from '../serve/http.ts'
import { type LoggedCall, toJsonLine, toText } from '../serve/log.ts'
import { type SettingName, type SettingOptions, settingNames, settings } from '../settings.ts'
import { flagOf } from './arguments.ts'
import { fail } from './fail.ts'
import { FileError, readJsonFile } from './json-file.ts'
import { Keeper } from './keeper.ts'
import { isCode, isFile, readScenario, watchScenario } from './scenario-file.ts'

export interface ServeArguments extends SettingOptions {
  port: number
  host: string
  scenario?: string
  watch?: boolean
  seed?: number
  api?: ApiName[]
  clock?: ClockMode
  world?: string
  keep?: string
  cors?: string[]
  controlOrigin?: string[]
  allowHost?: string[]
  maxWorlds?: number
  maxBytes?: number
  secret?: string
  journal?: number
  strict?: boolean
  controlToken?: string
  quiet?: boolean
  log: 'text' | 'json'
}

export async function start(told: ServeArguments): Promise<void> {
  const { port, host, allowHost, api, world, keep, watch, quiet, log: format, controlOrigin, ...options } = told
  const file = options.scenario !== undefined && isFile(options.scenario) ? options.scenario : undefined
  if (watch && !file) fail('--watch is for a scenario that is a file: --scenario FILE.')
  if (world !== undefined && isCode(world)) fail(`${world} is no saved world. A scenario is given with --scenario FILE.`)
  const scenario = file ? await readScenario(file).catch((error: Error) => fail(`${file}: ${error.message}`)) : options.scenario
  // Time passes, and people live in it, unless somebody wants it to stand still.
  const from = world === undefined ? { clock: 'running' as const } : { world: orFail(() => readJsonFile(world)) }
  const simulator = orFail(
    () => simulatorOfAll({ ...from, ...options, scenario, apis: api, controlOrigins: controlOrigin }, { life: 'on' }),
    world,
  )
  const keeper = keep === undefined ? undefined : orFail(() => new Keeper(simulator, keep), keep)
  const named = typeof scenario === 'object' ? scenario.name : scenario
  for (const sentence of withoutEffect({ ...options, scenario: named }, simulator.world(), keep))
    console.warn(`arsim: ${sentence}`)
  try {
    const log = quiet ? undefined : printer(format)
    const { url, close } = await serve(simulator, { port, host, allowedHosts: allowHost, log })
    keeper?.start()
    endOnSignal(close, keeper)
    // With JSON on it, standard output is for programs.
    const say = format === 'json' ? console.error : console.log
    if (file && named !== undefined && watch) follow(file, named, simulator, say)
    say(welcome(simulator, onThisMachine(url)))
    if (onThisMachine(url) !== url) say('It listens on all addresses of this machine.')
    if (!isLoopbackHost(new URL(url).hostname)) console.warn(beyondLoopback(options))
  } catch (error) {
    fail(systemErrorInWords(error as NodeJS.ErrnoException, host, port))
  }
}

/** Lets calls under way finish, and keeps the worlds, before the process ends. */
function endOnSignal(close: () => Promise<void>, keeper: Keeper | undefined): void {
  const end = async () => {
    await close()
    const isKept = (await keeper?.end()) ?? true
    process.exit(isKept ? 0 : 1)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void end())
}

type ToldOfWorlds = {
  readonly [Name in 'scenario' | 'seed' | 'clock' | SettingName]?: ServeArguments[Name] | undefined
}

/** What was told and changes nothing in the world that is there, in sentences. */
function withoutEffect(told: ToldOfWorlds, { base, clock: { mode } }: World, keep: string | undefined): string[] {
  const { scenario, seed } = base
  const set = settingNames.map((name) => [name, settingOf(settings[name], base.settings)] as const)
  const are: ToldOfWorlds = { scenario, seed, clock: mode, ...Object.fromEntries(set) }
  const others = (['scenario', 'seed', 'clock', ...settingNames] as const).flatMap((name) => {
    const [wanted, is] = [told[name], are[name]]
    return wanted === undefined || wanted === is
      ? []
      : `${flagOf(name)} ${wanted} is for new worlds only: in ${keep} the ${name} of the default world is ${is || 'none'}.`
  })
  const isIdle = told.agentMistakes !== undefined && are.life !== 'on'
  return isIdle ? [...others, '--agent-mistakes does nothing in a world that does not live: start with --life on.'] : others
}

/**
 * Plays a scenario again from its start whenever its file changes.
 * @param name what it was called when the file was first read; that the worlds that play it know
 */
function follow(file: string, name: string, simulator: Simulator, say: (sentence: string) => void): void {
  watchScenario(
    file,
    (scenario) => {
      const again = simulator.replaceScenario({ ...scenario, name })
      const isLeft = simulator.worlds.some((world) => world.base.scenario === name && !again.includes(world))
      const told = [
        scenario.name === name ? '' : `Until the next start it is still called "${name}".`,
        again.length ? 'The worlds that play it have started again.' : '',
        isLeft ? 'Worlds that it makes as before, or that started from a saved one or another world, stay as they are.' : '',
      ]
      say([`${file} was read again.`, ...told.filter(Boolean)].join(' '))
    },
    (message) => console.error(`${file}: ${message}`),
  )
}

/** An address to call from this machine: that for all addresses is none. */
function onThisMachine(url: string): string {
  const { hostname, port } = new URL(url)
  return ['0.0.0.0', '[::]'].includes(hostname) ? `http://localhost:${port}` : url
}

function welcome(simulator: Simulator, url: string): string {
  const served = servedApis(simulator.apis)
  const tries = served.map((api) => {
    const { headers, path } = api.caller(simulator.world(), 'member')
    return `  curl -H "Authorization: ${headers.authorization}" "${url}${api.basePath}${firstCall(api.name, path)}"`
  })
  return `arsim ${VERSION} is ready.

  ${'Dashboard'.padEnd(22)}${url}, in a browser
${served.map(({ title, basePath, name }) => `  ${title.padEnd(22)}${url}${basePath}, described in ${url}/openapi/${name}.json`).join('\n')}
  ${'Guide'.padEnd(22)}${url}/__sim
${served.length > 1 ? `  ${'Stories'.padEnd(22)}${url}/openapi/stories.arazzo.json\n` : ''}
Try:
${tries.join('\n')}
`
}

/** Prints a line for each call. */
function printer(format: 'text' | 'json'): (call: LoggedCall) => void {
  const hasColours = process.stdout.isTTY && process.stdout.hasColors()
  const toLine = format === 'json' ? toJsonLine : (call: LoggedCall) => toText(call, hasColours)
  return (call) => void process.stdout.write(`${toLine(call)}\n`)
}

/** What it means to listen where others can call. */
function beyondLoopback({ secret, controlToken }: Pick<ServeArguments, 'secret' | 'controlToken'>): string {
  const lines = ['Everybody who can reach this address can read and change all worlds.']
  if (controlToken === undefined)
    lines.push('And steer the simulator itself: start with --control-token TOKEN, so that /__sim answers only who has it.')
  if (secret === undefined)
    lines.push('Who knows the seed can make tokens, states and codes: start with --secret TEXT to prevent that.')
  return lines.join('\n')
}

/** A call that shows something at once. */
function firstCall(api: string, { company_id }: Readonly<Record<string, string>>): string {
  return api === 'ar' ? `/companies/${company_id}/actions?category=needs_action` : '/integrations/email/inbox'
}

/** @param file what the work reads */
function orFail<T>(work: () => T, file?: string): T {
  try {
    return work()
  } catch (error) {
    const isTold = [SimulatorError, ScenarioError, WorldFileError, FileError, OutOfSpace].some((kind) => error instanceof kind)
    if (isTold) fail(`${file === undefined || error instanceof FileError ? '' : `${file}: `}${(error as Error).message}`)
    throw error
  }
}

function systemErrorInWords(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one: --port 0 takes any that is free.`
  if (error.code === 'EACCES') return `This user may not listen on port ${port}.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `This machine has no address "${host}".`
  return error.message
}
