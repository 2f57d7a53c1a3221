/** The server as a process of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'

export interface Process {
  readonly url: string
  readonly program: ChildProcessByStdio<null, Readable, Readable>
  readonly printed: { stdout: string; stderr: string }
  readonly ended: Promise<{ status: number | null; signal: NodeJS.Signals | null }>
  readonly call: (line: string, body?: object, headers?: Record<string, string>) => Promise<Response>
}

/** What starts servers on free ports, which end with the test. */
export const starter =
  (bin: string, cwd: string) =>
  (args: readonly string[] = [], options = ''): Promise<Process> =>
    start(bin, cwd, args, options)

async function start(bin: string, cwd: string, args: readonly string[], options: string): Promise<Process> {
  const program = spawn(bin, ['serve', '--port', '0', ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: options },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<Awaited<Process['ended']>>((resolve) =>
    program.on('close', (status, signal) => resolve({ status, signal })),
  )
  onTestFinished(async () => {
    program.kill('SIGKILL')
    await ended
  })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    program[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  const port = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error(`It ended early:\n${printed.stdout}${printed.stderr}`)))
    const look = () => {
      const all = printed.stdout + printed.stderr
      const found = /:(\d+)\/__sim\n/.exec(all)?.[1]
      if (found && all.includes('Try:')) resolve(found)
    }
    for (const name of ['stdout', 'stderr'] as const) program[name].on('data', look)
  })
  const url = `http://127.0.0.1:${port}`
  const call: Process['call'] = (line, body, headers = {}) => {
    const [method = '', path = ''] = line.split(' ')
    const json = { 'content-type': 'application/json', ...headers }
    return fetch(url + path, { method, headers: json, ...(body && { body: JSON.stringify(body) }) })
  }
  return { url, program, printed, ended, call }
}

/** The first company of a server, and what its first member calls with. */
export async function memberOf({ call }: Process) {
  const { companies, samples } = await (await call('GET /__sim')).json()
  const [{ id, members }] = companies
  return { path: `/api/companies/${id}`, samples, headers: { authorization: `Token ${members[0].token}` } }
}
