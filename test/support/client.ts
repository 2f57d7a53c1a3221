/** A client of one world of a simulator: calls in, bodies out. */
import { expect } from 'vitest'
import { createSimulator, type Guide, type Simulator, type SimulatorOptions, type World } from '../../src/index.ts'
import { callerIn } from './caller.ts'

const ORIGIN = 'http://127.0.0.1'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

export interface Client {
  readonly simulator: Simulator
  readonly world: World
  /** The guide's samples. */
  readonly samples: Guide['samples']
  readonly companyId: string
  /** Calls the AR API below the first company: `actions/1/approve`. */
  readonly ar: (call: string, body?: unknown, as?: string) => Answer
  /** Calls anything: `GET /__sim/clock`. */
  readonly call: (call: string, body?: unknown, headers?: Record<string, string>) => Answer
}

export function client(options: Omit<SimulatorOptions, 'world'> & { simulator?: Simulator; world?: World } = {}): Client {
  const { simulator: given, world: named, ...others } = options
  const simulator = given ?? createSimulator(others)
  const world = named ?? simulator.world()
  const { samples, companies } = simulator.guide(world, ORIGIN)
  const companyId = companies[0]?.id ?? expect.unreachable()

  const call: Client['call'] = (line, body, headers = {}) => {
    const [method = '', url = ''] = line.split(' ')
    const response = world.handle({
      method,
      url,
      origin: ORIGIN,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { ...response, body: response.body === '' ? undefined : JSON.parse(response.body) }
  }
  const ar: Client['ar'] = (line, body, as = 'member') => {
    const [method, path] = line.split(' ')
    return call(`${method} /api/companies/${companyId}/${path}`, body, callerIn(simulator, world, 'ar', as).headers)
  }
  return { simulator, world, samples, companyId, ar, call }
}
