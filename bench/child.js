/** Child processes: servers and measurements. Each is ended by its own handle, whatever happens. */
import { fork } from 'node:child_process'
import { once } from 'node:events'

const running = new Set()

/**
 * Starts a script of this folder and waits for its first message.
 * @returns `ready`, that message; `ask`, which sends a message and waits for the answer; `stop`
 */
async function start(script, ...args) {
  const child = fork(new URL(script, import.meta.url), args.map(String), { execArgv: ['--expose-gc'] })
  running.add(child)
  let resolve
  let reject
  child.on('message', (message) => resolve(message))
  child.on('exit', (code, signal) => reject(new Error(`${script} ended early: ${signal ?? code}`)))
  const answer = () => new Promise((...both) => ([resolve, reject] = both))
  const stop = async () => {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const ask = (message) => {
    child.send(message)
    return answer()
  }
  return { ready: await answer(), ask, stop }
}

/** Starts several at once and keeps them for as long as the work takes. */
export async function withChildren(scripts, work) {
  const started = await Promise.allSettled(scripts.map((script) => start(...script)))
  const children = started.flatMap(({ value }) => value ?? [])
  try {
    const failed = started.find(({ status }) => status === 'rejected')
    if (failed) throw failed.reason
    return await work(...children)
  } finally {
    for (const child of children) await child.stop()
  }
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
