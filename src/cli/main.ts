#!/usr/bin/env node
/** The command line: its commands and flags. */
import { Command, Option } from 'commander'
import { hint, noSuch } from '../core/values/nearest-name.ts'
import { createSimulator, VERSION } from '../index.ts'
import { documentBytes } from '../serve/documents.ts'
import { USUAL_ORIGIN } from '../serve/openapi/origin.ts'
import { type SettingName, settingNames, settings } from '../settings.ts'
import {
  flagOf,
  toCount,
  toCountOrNone,
  toFile,
  toHosts,
  toNamedOrigins,
  toOrigins,
  toPort,
  toSeed,
  toToken,
} from './arguments.ts'
import { fail } from './fail.ts'
import { start } from './start.ts'

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

function settingFlag(name: SettingName): Option {
  const { value, words } = FLAGS[name]
  const flag = new Option(`${flagOf(name)} <${value}>`, words)
  const { problem, values } = settings[name]
  return problem ? flag : flag.choices(values)
}

let isServing = false

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
  .action((told) => {
    isServing = true
    return start(told)
  })

program
  .command('openapi <api>')
  .description('print the OpenAPI document of an API: ar, crm, or sim, which steers the simulator')
  .addOption(new Option('--format <format>', 'how to write it').choices(['yaml', 'json']).default('yaml'))
  .option('--out <file>', 'the file to write instead')
  .action(printDocument)

// Whoever reads what is printed may stop reading: a server serves on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isServing) return
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
