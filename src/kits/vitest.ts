/**
 * A `test` for Vitest in which each test has a world of its own, answered by MSW.
 * @module
 */
import { HttpResponse, http, type RequestHandler } from 'msw'
import { setupServer } from 'msw/node'
import { type TestAPI, test as vitest } from 'vitest'
import type { Simulator } from '../core/simulator.ts'
import type { Entry } from '../core/world/journal-entry.ts'
import type { World } from '../core/world/world.ts'
import { type Collections, collections } from '../data/collections.ts'
import { createSimulator, type SimulatorOptions } from '../index.ts'
import { handlers } from '../serve/msw.ts'
import { nothingAt } from '../serve/nothing.ts'
import { type Caller, callerOf, type Guide } from './caller.ts'
import { inLines } from './journal-lines.ts'

export interface TestOptions extends SimulatorOptions {
  /** Where the app calls the AR API, such as `https://ar.example`; on any origin unless told. */
  readonly ar?: string | undefined
  /** Where it calls the CRM Integrations API. */
  readonly crm?: string | undefined
}

/** What a test gets. */
export interface Fixtures {
  readonly simulator: Simulator
  /** The test's own, as new; it is forgotten when the test is done. */
  readonly world: World
  /** The rows of that world. */
  readonly db: Collections
  /** A member of a company by id, name, username or role, or a user of the CRM by id or address; the first member unless told. */
  readonly as: (who?: string) => Caller
}

/**
 * Makes a `test` for an app that calls the APIs at these addresses.
 * The journal of a test that fails is printed.
 *
 * @example
 * const test = createTest({ ar: 'https://ar.example' })
 */
export function createTest({ ar, crm, ...options }: TestOptions = {}): TestAPI<Fixtures> {
  const origins = { ...(ar !== undefined && { ar }), ...(crm !== undefined && { crm }) }
  const origin = ar ?? crm ?? NOWHERE
  let made: Simulator | undefined
  const server = setupServer()
  return vitest.extend<Fixtures>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of what a fixture needs
    async simulator({}, use) {
      made ??= createSimulator(options)
      await use(made)
    },
    async world({ simulator, task, onTestFailed }, use) {
      if (task.concurrent) throw new Error(CONCURRENT)
      const world = simulator.fork()
      let happened: readonly Entry[] = []
      onTestFailed(() => console.log(`The journal of "${task.name}":\n${inLines(happened)}`))
      server.resetHandlers(...handlers(simulator, { ...origins, world }), ...(origin === NOWHERE ? allOf(simulator, world) : []))
      server.listen({ onUnhandledRequest: 'bypass' })
      await use(world)
      happened = world.journal.entries()
      server.close()
      simulator.remove(world.id)
    },
    async db({ world }, use) {
      await use(collections(world))
    },
    async as({ simulator, world }, use) {
      await use((who) => callerOf(simulator.guide(world, origin) as Guide, who))
    },
  })
}

/** An origin that nobody has: what `as` calls there is answered here, whatever it is. */
const NOWHERE = 'http://arsim.test'

function allOf(simulator: Simulator, world: World): RequestHandler[] {
  const names = simulator.apis.flatMap(({ name, document, steers }) => (document && !steers ? [[name, NOWHERE]] : []))
  const nothing = http.all(`${NOWHERE}/*`, ({ request }) =>
    HttpResponse.json(nothingAt(simulator, new URL(request.url).pathname), { status: 404 }),
  )
  return [...handlers(simulator, { ...Object.fromEntries(names), world }), nothing]
}

const CONCURRENT =
  'Tests that run at the same time share one fetch, so nobody could say whose call it is. Use server.boundary of MSW with handlers(simulator, { world }).'

/** `test` with worlds of the default scenario, answered on any origin. */
export const test: TestAPI<Fixtures> = createTest()
