/** The server as a process of its own. */
import { type Running, start } from './run.ts'

export interface Process extends Running {
  readonly url: string
  readonly call: (line: string, body?: object, headers?: Record<string, string>) => Promise<Response>
}

/** What starts servers on free ports, which end with the test. */
export const starter =
  (bin: string, cwd: string) =>
  (args: readonly string[] = [], options = ''): Promise<Process> =>
    startServer(bin, cwd, args, options)

async function startServer(bin: string, cwd: string, args: readonly string[], options: string): Promise<Process> {
  const env = { ...process.env, NODE_OPTIONS: options }
  const running = start(bin, ['serve', '--port', '0', ...args], { cwd, env }, 'SIGKILL')
  const [, port] = await running.until(/:(\d+)\/__sim\n/)
  await running.until(/Try:/)
  const url = `http://127.0.0.1:${port}`
  const call: Process['call'] = (line, body, headers = {}) => {
    const [method = '', path = ''] = line.split(' ')
    const json = { 'content-type': 'application/json', ...headers }
    return fetch(url + path, { method, headers: json, ...(body && { body: JSON.stringify(body) }) })
  }
  return { ...running, url, call }
}

/** The first company of a server, and what its first member calls with. */
export async function memberOf({ call }: Process) {
  const { companies, samples } = await (await call('GET /__sim')).json()
  const [{ id, members }] = companies
  return { path: `/api/companies/${id}`, samples, headers: { authorization: `Token ${members[0].token}` } }
}
