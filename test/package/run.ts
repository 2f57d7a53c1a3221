/** Programs that tests start, and end. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'

type Program = ChildProcessByStdio<null, Readable, Readable>

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']

const PATIENCE_MS = 100_000

/** Runs a program to its end, which comes by force when it takes too long: for its children too, hence a process group. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const program: Program = spawn(command, args, { cwd, detached: true, stdio })
  const output = gather(program)
  const timer = setTimeout(() => program.pid && process.kill(-program.pid, 'SIGKILL'), PATIENCE_MS)
  const ended = new Promise<number | null>((resolve, reject) => program.on('error', reject).on('close', resolve))
  const status = await ended.finally(() => clearTimeout(timer))
  return { status, ...output }
}

/** Runs a program that has to succeed; returns what it printed. */
export async function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, cwd)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}

export interface Running {
  readonly program: Program
  readonly printed: { readonly stdout: string; readonly stderr: string }
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>
  /** What is found in what it prints, as soon as it is; fails where the program ends before. */
  readonly until: (expected: RegExp) => Promise<RegExpExecArray>
}

/** Starts a program that ends with the test, by this signal. */
export function start(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  by: NodeJS.Signals = 'SIGTERM',
): Running {
  const program: Program = spawn(command, args, { ...options, stdio })
  const ended = new Promise<Awaited<Running['ended']>>((resolve, reject) =>
    program.on('error', reject).on('close', (status, signal) => resolve({ status, signal })),
  )
  onTestFinished(async () => {
    program.kill(by)
    await ended
  })
  const printed = gather(program)
  const until = (expected: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const streams = [program.stdout, program.stderr]
      const look = () => {
        const found = expected.exec(printed.stdout) ?? expected.exec(printed.stderr)
        if (!found) return
        for (const stream of streams) stream.off('data', look)
        resolve(found)
      }
      ended.then(() => reject(new Error(`${command} ended early:\n${printed.stdout}${printed.stderr}`)), reject)
      for (const stream of streams) stream.on('data', look)
      look()
    })
  return { program, printed, ended, until }
}

/** Starts a program that ends with the test; returns the part of its output that was waited for. */
export async function startUntil(expected: RegExp, command: string, args: readonly string[], cwd: string): Promise<string> {
  const [found] = await start(command, args, { cwd }).until(expected)
  return found
}

function gather(program: Program): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    program[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  return output
}
