#!/usr/bin/env node
/** The command line: arguments in, listen. */
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Simulator } from '../core/simulator.ts'
import type { ApiName, ClockMode } from '../index.ts'
import { createSimulator, SimulatorError, VERSION } from '../index.ts'
import { serve } from '../serve/http.ts'

interface ServeArguments {
  port: number
  host: string
  scenario: string
  seed: number
  api?: ApiName[]
  clock: ClockMode
  cors?: string[]
  allowHost?: string[]
}

const program = new Command('arsim')
  .description('A stateful simulator of an accounts-receivable API and a CRM integrations API.')
  .version(VERSION)

program
  .command('serve', { isDefault: true })
  .description('serve the APIs over HTTP')
  .option('--port <port>', 'port to listen on; 0 for a free one', toPort, 4010)
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--scenario <name>', 'the data to start with', 'default')
  .option('--seed <number>', 'a whole number; another one makes other companies', toWholeNumber, 1)
  .addOption(new Option('--clock <mode>', 'whether time passes by itself').choices(['running', 'frozen']).default('running'))
  .addOption(new Option('--api <name...>', 'which APIs to serve; both unless told').choices(['ar', 'crm']))
  .option('--cors <origin...>', 'origins that browsers may call from, instead of loopback ones; * for all')
  .option('--allow-host <name...>', 'names that requests may be addressed to, beside this machine’s own')
  .action(start)

program
  .command('openapi <api>')
  .description('print the OpenAPI document of an API, ar or crm')
  .addOption(new Option('--format <format>', 'how to write it').choices(['yaml', 'json']).default('yaml'))
  .option('--out <file>', 'the file to write instead')
  .action(printDocument)

await program.parseAsync()

async function start({ port, host, allowHost, api, ...options }: ServeArguments): Promise<void> {
  const simulator = orFail(() => createSimulator({ ...options, apis: api }))
  try {
    const { url } = await serve(simulator, { port, host, allowedHosts: allowHost })
    console.log(welcome(simulator, url))
  } catch (error) {
    fail(inWords(error as NodeJS.ErrnoException, host, port))
  }
}

function welcome(simulator: Simulator, url: string): string {
  const served = simulator.apis.filter(({ document }) => document).toReversed()
  const tries = served.map((api) => {
    const { headers, path } = api.caller(simulator.world(), 'member')
    return `  curl -H "Authorization: ${headers.authorization}" "${url}${api.basePath}${firstCall(api.name, path)}"`
  })
  return `arsim ${VERSION} is ready.

${served.map(({ title, basePath, name }) => `  ${title.padEnd(22)}${url}${basePath}, described in ${url}/openapi/${name}.json`).join('\n')}
  ${'Guide'.padEnd(22)}${url}/__sim

Try:
${tries.join('\n')}
`
}

/** A call that shows something at once. */
function firstCall(api: string, { company_id }: Readonly<Record<string, string>>): string {
  return api === 'ar' ? `/companies/${company_id}/actions?category=needs_action` : '/integrations/email/inbox'
}

async function printDocument(api: string, { format, out }: { format: 'yaml' | 'json'; out?: string }): Promise<void> {
  const { toOpenApi, toText } = await import('../serve/openapi.ts')
  const document = toOpenApi(createSimulator(), api)
  if (!document) return fail(`There is no API "${api}". There is: ar, crm.`)
  const text = toText(document, format)
  if (out === undefined) process.stdout.write(text)
  else {
    const { writeFileSync } = await import('node:fs')
    try {
      writeFileSync(out, text)
    } catch (error) {
      fail(`Cannot write ${out}: ${(error as Error).message}`)
    }
  }
}

function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

function toWholeNumber(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number.')
  return Number(text)
}

function orFail<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SimulatorError) fail(error.message)
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
