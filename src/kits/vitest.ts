/**
 * A `test` for Vitest in which each test has a world of its own, answered by MSW.
 * @module
 */
import { type HttpHandler, HttpResponse, http, type RequestHandler } from 'msw'
import { type SetupServer, setupServer } from 'msw/node'
import { type TestAPI, test as vitest } from 'vitest'
import { servedApis } from '../core/call/api.ts'
import type { Simulator } from '../core/simulator.ts'
import { refuseStrangers } from '../core/values/nearest-name.ts'
import type { Entry } from '../core/world/journal/entry.ts'
import type { World } from '../core/world/world.ts'
import { optionNames } from '../create.ts'
import { type Collections, collections } from '../data/collections.ts'
import type { Guide, GuideAt } from '../guide.ts'
import { type ApiName, createSimulator, type SimulatorOptions } from '../index.ts'
import { handlers } from '../serve/msw.ts'
import { nothingAt } from '../serve/nothing.ts'
import { type Caller, callerOf } from './caller.ts'
import { inLines } from './journal-lines.ts'
import { certain, type Samples } from './samples.ts'

export type { ArGuide, CrmGuide, Guide } from '../guide.ts'
export type { Answered, Caller } from './caller.ts'
export type { Samples } from './samples.ts'

export interface TestOptions extends SimulatorOptions {
  /** Where the app calls the AR API, such as `https://ar.example`; on any origin unless told. */
  readonly ar?: string | undefined
  /** Where it calls the CRM Integrations API. */
  readonly crm?: string | undefined
  /** A server of MSW that your tests have already, which listens while they run; the kit makes one unless told. */
  readonly server?: SetupServer | undefined
  /** What else the kit's server answers, where calls are not for the APIs. */
  readonly handlers?: readonly RequestHandler[] | undefined
  /** What the kit's server does with a call that nothing answers, as MSW takes it; `bypass` unless told. */
  readonly onUnhandledRequest?: NonNullable<Parameters<SetupServer['listen']>[0]>['onUnhandledRequest']
}

/** The guide of a test: where APIs have addresses, of those that have one. */
type GuideOf<Options> = GuideAt<
  [keyof Options & ApiName] extends [never] ? string : Readonly<Record<keyof Options & ApiName, string>>
>

/** What a test gets. */
export interface Fixtures<Told = Guide> {
  readonly simulator: Simulator
  /** The test's own, as new; it is forgotten when the next one begins. All calls of a test go there, whether it asks for this or not. */
  readonly world: World
  /** The rows of that world. */
  readonly db: Collections
  /** Who can call, with tokens that are good from now on, and samples of everything. */
  readonly guide: () => Told
  /** The ids of rows worth naming, as the world is when the test begins: `samples.customers.active`. What there is not throws. */
  readonly samples: Told extends { readonly samples: infer All } ? Samples<All> : never
  /**
   * A member of a company by id, name, username or role, or a user of the CRM by id, name or address; the first one unless told.
   */
  readonly as: (who?: string) => Caller
  /** The server of MSW that answers: what it is given by `use` comes first. */
  readonly server: SetupServer
}

/**
 * Makes a `test` for an app that calls the APIs at these addresses.
 * The journal of a test that fails is printed.
 *
 * @throws TypeError for an option that there is not, and for what only a server of the kit's own can be told, beside another server
 * @example
 * const test = createTest({ ar: 'https://ar.example' })
 */
export function createTest<const Options extends TestOptions = TestOptions>(
  options?: Options,
): TestAPI<Fixtures<GuideOf<Options>>>
export function createTest(options: TestOptions = {}): TestAPI<Fixtures> {
  checkOptions(options)
  const { ar, crm, server: theirs, handlers: others, onUnhandledRequest = 'bypass', ...simulated } = options
  const addresses = { ...(ar !== undefined && { ar }), ...(crm !== undefined && { crm }) }
  const isAnywhere = ar === undefined && crm === undefined
  const origins = isAnywhere
    ? NOWHERE
    : Object.fromEntries(Object.entries(addresses).map(([name, address]) => [name, address.replace(/\/$/, '')]))
  const server = theirs ?? setupServer(...(others ?? []))
  let made: Simulator | undefined
  return vitest.extend<Fixtures>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of what a fixture needs
    async simulator({}, use) {
      if (made) forgetWorlds(made)
      if (!made || !isAsNew(made.world())) made = createSimulator(simulated)
      await use(made)
    },
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async server({}, use) {
      await use(server)
    },
    world: [
      async ({ simulator, task, onTestFailed }, use) => {
        if (task.concurrent) throw new Error(CONCURRENT)
        const world = simulator.fork()
        // Goes on to answer where the test removes its world.
        const { journal } = world
        let happened: readonly Entry[] = []
        const told = () => (theirs && !happened.length ? `${inLines(happened)}: ${UNMET}` : inLines(happened))
        if (simulated.journal !== 0) onTestFailed(() => console.log(`The journal of "${task.name}":\n${told()}`))
        const own = [...handlers(simulator, { ...addresses, world }), ...(isAnywhere ? allOf(simulator, world) : [])]
        if (!theirs) server.resetHandlers()
        server.use(...own)
        if (!theirs) server.listen({ onUnhandledRequest })
        await use(world)
        happened = journal.entries()
        if (theirs) own.forEach(silence)
        else server.close()
      },
      { auto: true },
    ],
    async db({ world }, use) {
      await use(collections(world))
    },
    async guide({ simulator, world }, use) {
      await use(() => simulator.guide(world, origins))
    },
    async samples({ guide }, use) {
      await use(certain(guide().samples))
    },
    async as({ guide }, use) {
      await use((who) => callerOf(guide(), who))
    },
  })
}

function checkOptions(options: TestOptions): void {
  refuseStrangers(options, KNOWN)
  const { server, handlers, onUnhandledRequest } = options
  if (server && (handlers ?? onUnhandledRequest) !== undefined)
    throw new TypeError('Tell your server itself: `handlers` and `onUnhandledRequest` are for the one that the kit makes.')
}
const KNOWN = ['ar', 'crm', 'server', 'handlers', 'onUnhandledRequest', ...optionNames]

/** Removes the worlds of the test before, also those that it has made itself: its hooks could read them until now. */
function forgetWorlds(simulator: Simulator): void {
  for (const { id } of simulator.worlds) simulator.remove(id)
}

/** Whether nothing has happened to it, and nobody waits for that. */
const isAsNew = ({ isUntouched, journal }: World): boolean =>
  isUntouched && !journal.isHeard && journal.last + journal.marks.length === 0

/** An origin that nobody has: what `as` calls there is answered here, whatever it is. */
const NOWHERE = 'http://arsim.test'

function allOf(simulator: Simulator, world: World): HttpHandler[] {
  const addresses = servedApis(simulator.apis).map(({ name }) => [name, NOWHERE])
  const nothing = http.all(`${NOWHERE}/*`, ({ request }) =>
    HttpResponse.json(nothingAt(simulator, new URL(request.url).pathname), { status: 404 }),
  )
  return [...handlers(simulator, { ...Object.fromEntries(addresses), world }), nothing]
}

/** Of a server that goes on, MSW takes away all handlers that were added, or none: this one answers nothing any more. */
function silence(handler: HttpHandler): void {
  handler.predicate = (() => false) as unknown as HttpHandler['predicate']
}

/** What may be wrong with a server that is not the kit's, where no call came. */
const UNMET =
  'if the app did call, have your server listen in beforeAll, and call resetHandlers in afterEach. In beforeEach it takes away what answers.'

const CONCURRENT =
  'Tests that run at the same time share one fetch, so nobody could say whose call it is. Use server.boundary of MSW with handlers(simulator, { world }).'

/** `test` with worlds of the default scenario, answered on any origin. */
export const test: TestAPI<Fixtures> = createTest()
