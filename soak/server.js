/** The built server as a process with little memory, ended by its own handle. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addressOf } from '../bench/address.js'

const CLI = fileURLToPath(new URL('../dist/bin/arsim.js', import.meta.url))
const HEAP_MB = 256
const MOST_WORLDS = '10000'

/** @returns `url`; `ended`, which says why once the process is over; `peakMb`, the most memory it had so far; `stop` */
export async function startServer() {
  const { stdout: help } = spawnSync(process.execPath, [CLI, 'serve', '--help'], { encoding: 'utf8' })
  const limits = help.includes('--max-worlds') ? ['--max-worlds', MOST_WORLDS] : []
  const args = [`--max-old-space-size=${HEAP_MB}`, CLI, 'serve', '--port', '0', '--clock', 'frozen', ...limits]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  process.on('exit', () => child.kill('SIGKILL'))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

  let complaints = ''
  child.stderr.on('data', (text) => (complaints = `${complaints}${text}`.slice(-4_000)))
  const exit = once(child, 'exit')
  const ended = exit.then(([code, signal]) => `the server ended: ${signal ?? code}${inShort(complaints)}`)
  const url = await addressOf(child).catch(async () => {
    throw new Error(await ended)
  })

  let peakMb = 0
  const look = () => (peakMb = peakOf(child.pid) ?? peakMb)
  const looking = setInterval(look, 500).unref()
  return {
    url,
    limits: args.filter((arg) => arg !== CLI).join(' '),
    ended,
    peakMb() {
      look()
      return peakMb
    },
    async stop() {
      clearInterval(looking)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exit
    },
  }
}

/** What the process says of its end: the lines that name a reason. */
function inShort(text) {
  const lines = text.split('\n').filter((line) => /FATAL|Error|heap|memory/.test(line))
  return lines.length ? `. ${lines.slice(0, 3).join(' ')}` : ''
}

function peakOf(pid) {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
  } catch {
    return undefined
  }
}
