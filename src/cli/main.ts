#!/usr/bin/env node
/** The command line: arguments in, listen. */
import { Command, Option } from 'commander'
import { isLoopbackHost } from '../core/call/origins.ts'
import type { Simulator } from '../core/simulator.ts'
import { hint, noSuch } from '../core/values/nearest-name.ts'
import { settingOf } from '../core/world/setting.ts'
import type { ApiName, ClockMode, World } from '../index.ts'
import { createSimulator, OutOfSpace, ScenarioError, SimulatorError, VERSION, WorldFileError } from '../index.ts'
import { documentBytes } from '../serve/documents.ts'
import { serve } from '../serve/http.ts'
import { type LoggedCall, toJsonLine, toText } from '../serve/log.ts'
import { USUAL_ORIGIN } from '../serve/openapi/origin.ts'
import { type SettingName, type SettingOptions, settingNames, settings } from '../settings.ts'
import { toCount, toCountOrNone, toFile, toHosts, toNamedOrigins, toOrigins, toPort, toSeed, toToken } from './arguments.ts'
import { FileError, readJsonFile } from './json-file.ts'
import { Keeper } from './keeper.ts'
import { isFile, readScenario, watchScenario } from './scenario-file.ts'

interface ServeArguments extends SettingOptions {
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

/** What the settings of worlds are, for who starts a server. */
const FLAGS: Readonly<Record<SettingName, { readonly value: string; readonly words: string }>> = {
  oauth: { value: 'mode', words: 'whether the page of consent asks, or people consent by themselves; ask unless told' },
  life: {
    value: 'mode',
    words:
      'whether customers, the agent and the people around mailboxes act by themselves; on unless told, off while the clock is frozen',
  },
  agentMistakes: {
    value: 'shares',
    words: 'mistakes of the agent of a living world, and how often: stale_balance=0.1,duplicate=0.05; none unless told',
  },
}

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

function settingFlag(name: SettingName): Option {
  const { value, words } = FLAGS[name]
  const flag = new Option(`${flagOf(name)} <${value}>`, words)
  const { problem, values } = settings[name]
  return problem ? flag : flag.choices(values)
}

const program = new Command('arsim')
  .description('A stateful simulator of an accounts-receivable API and a CRM integrations API.')
  .version(VERSION)

const serving = program
  .command('serve', { isDefault: true })
  .description('serve the APIs over HTTP; what arsim does where no command is told')
  .option('--port <port>', 'port to listen on; 0 for a free one', toPort, 4010)
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--scenario <name>', 'the data to start with: default, empty, or a file that exports a scenario; default unless told')
  .option('--watch', 'read the file of the scenario again when it changes')
  .option('--seed <number>', 'a whole number; another one makes other companies; 1 unless told', toSeed)
  .addOption(new Option('--clock <mode>', 'whether time passes by itself; running unless told').choices(['running', 'frozen']))

for (const name of settingNames) serving.addOption(settingFlag(name))

serving
  .addOption(
    new Option(
      '--world <file>',
      'a saved world to start with, its seed and clock too; --scenario FILE tells its scenario',
    ).conflicts(['seed', 'clock', ...settingNames, 'keep']),
  )
  .option('--keep <file>', 'start with the worlds in this file, where it is there, and keep them in it', toFile)
  .addOption(new Option('--api <name...>', 'which APIs to serve; both unless told').choices(['ar', 'crm']))
  .option('--cors <origin...>', 'origins that browsers may call from, instead of loopback ones; * for all', toOrigins)
  .option('--control-origin <origin...>', 'origins whose pages may also call /__sim, beside the server’s own', toNamedOrigins)
  .option('--allow-host <name...>', 'names that requests may be addressed to, beside this machine’s own; * for any', toHosts)
  .option('--max-worlds <number>', 'how many worlds there may be at once; 10,000 unless told', toCount)
  .option(
    '--max-bytes <number>',
    'how much data all worlds together may hold, by estimate; a quarter of the heap unless told',
    toCount,
  )
  .option('--journal <number>', 'how many entries the journal of each world keeps; 1,000 unless told, 0 for none', toCountOrNone)
  .option('--strict', 'refuse fields and parameters that an API does not know, instead of a warning')
  .addOption(
    new Option('--control-token <token>', 'what calls to /__sim must show').env('ARSIM_CONTROL_TOKEN').argParser(toToken),
  )
  .addOption(new Option('--log <format>', 'how to print a line for each call').choices(['text', 'json']).default('text'))
  .option('--quiet', 'print no lines of calls')
  .option('--secret <text>', 'makes keys, states and codes that the seed alone does not tell')
  .action(start)

program
  .command('openapi <api>')
  .description('print the OpenAPI document of an API: ar, crm, or sim, which steers the simulator')
  .addOption(new Option('--format <format>', 'how to write it').choices(['yaml', 'json']).default('yaml'))
  .option('--out <file>', 'the file to write instead')
  .action(printDocument)

// Whoever reads what is printed may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  fail(`Cannot print: ${error.message}`)
})
// Not with the line of the packed file that it comes from. What the system refuses says all there is to know.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  fail(error.syscall === undefined ? (error.stack ?? error.message) : error.message)
})

refuseUnknownCommand(process.argv[2])
void program.parseAsync()

/** Otherwise it would be taken for an argument of `serve`. */
function refuseUnknownCommand(name: string | undefined): void {
  const known = [...program.commands.map((command) => command.name()), 'help']
  if (name === undefined || name.startsWith('-') || known.includes(name)) return
  fail(`Unknown command "${name}".${hint(name, known)}`)
}

/** Time passes, and people live in it, unless somebody wants it to stand still. */
function lively(clock: ClockMode = 'running') {
  return { clock, ...(clock === 'running' && { life: 'on' as const }) }
}

async function start({
  port,
  host,
  allowHost,
  api,
  world,
  keep,
  watch,
  quiet,
  log: format,
  controlOrigin,
  ...options
}: ServeArguments): Promise<void> {
  const file = options.scenario !== undefined && isFile(options.scenario) ? options.scenario : undefined
  if (watch && !file) fail('--watch is for a scenario that is a file: --scenario FILE.')
  const scenario = file ? await readScenario(file).catch((error: Error) => fail(`${file}: ${error.message}`)) : options.scenario
  const from = world === undefined ? lively(options.clock) : { world: orFail(() => readJsonFile(world)) }
  const simulator = orFail(
    () => createSimulator({ ...from, ...options, scenario, apis: api, controlOrigins: controlOrigin }),
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
    const end = async () => {
      await close()
      const isKept = (await keeper?.end()) ?? true
      process.exit(isKept ? 0 : 1)
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end())
    // With JSON on it, standard output is for programs.
    const say = format === 'json' ? console.error : console.log
    if (file && named !== undefined && watch) follow(file, named, simulator, say)
    say(welcome(simulator, onThisMachine(url)))
    if (onThisMachine(url) !== url) say('It listens on all addresses of this machine.')
    if (!isLoopbackHost(new URL(url).hostname)) console.warn(beyondLoopback(options))
  } catch (error) {
    fail(inWords(error as NodeJS.ErrnoException, host, port))
  }
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
        again.length ? 'The worlds that play it have started again.' : '',
        isLeft ? 'Worlds that started from a saved one, or from another world, stay as they are.' : '',
      ]
      say([`${file} has changed.`, ...told.filter(Boolean)].join(' '))
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
  const served = simulator.apis.filter(({ document, steers }) => document && !steers).toReversed()
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

async function printDocument(name: string, { format, out }: { format: 'yaml' | 'json'; out?: string }): Promise<void> {
  const names = createSimulator()
    .apis.flatMap(({ name, document }) => (document ? [name] : []))
    .toReversed()
  if (!names.includes(name)) return fail(noSuch('API', name, names))
  const document = await documentBytes(`${name}.${format}`, USUAL_ORIGIN)
  if (out === undefined) process.stdout.write(document)
  else {
    const { writeFileSync } = await import('node:fs')
    try {
      writeFileSync(out, document)
    } catch (error) {
      fail(`Cannot write ${out}: ${(error as Error).message}`)
    }
  }
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

function inWords(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one: --port 0 takes any that is free.`
  if (error.code === 'EACCES') return `This user may not listen on port ${port}.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `This machine has no address "${host}".`
  return error.message
}

function fail(message: string): never {
  console.error(`arsim: ${message}`)
  process.exit(1)
}
