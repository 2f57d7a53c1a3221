/**
 * A `test` for Playwright in which each test has a world of its own on one simulator.
 * @module
 */
import { test as base } from '@playwright/test'
import { createSimulator, type Simulator, type SimulatorOptions } from '../index.ts'
import { serve } from '../serve/http.ts'
import { simulatorPath } from './app-calls.ts'
import { type RemoteServer, RemoteWorld, type RemoteWorldOptions } from './remote-world.ts'

export type { Guide, WorldGuide } from '../guide.ts'
export type { CallFilter, VerifyFilter } from '../index.ts'
export type { Answered, Caller } from './caller.ts'
export type { RemoteWorld, RemoteWorldOptions, RowQuery } from './remote-world.ts'
export type { Samples } from './samples.ts'

export interface WorkerFixtures {
  /** Where a simulator listens already, such as `http://127.0.0.1:4010`; without it each worker starts one. */
  readonly arsimUrl: string | undefined
  /** The control token of that simulator; what the variable `ARSIM_CONTROL_TOKEN` holds unless told. */
  readonly arsimToken: string | undefined
  /** What the simulator is made with that a worker starts, such as `{ cors: ['https://app.example'] }`. */
  readonly arsimOptions: SimulatorOptions | undefined
  /** The simulator in use. */
  readonly arsim: RemoteServer
}

export interface Fixtures {
  /** The address of the simulator that the app has built in, such as `http://localhost:4010`: its calls are led to the test's world. */
  readonly appCalls: string | undefined
  /** What the worlds of tests are like, such as `{ scenario: 'empty', life: 'on' }`. */
  readonly worldOptions: RemoteWorldOptions
  /** The test's own, as new; it is forgotten when the test is done. */
  readonly world: RemoteWorld
}

/** The same server by the name of this machine that an app calls it by: to a browser another host is another site. */
function urlNear(app: string, url: string): string {
  const [{ hostname }, near] = [new URL(app), new URL(url)]
  if (/(?:^|\.)localhost$/.test(hostname) && near.hostname === '127.0.0.1') near.hostname = hostname
  return near.href
}

let known: Simulator | undefined
/** Knows which paths are a simulator's. */
const anySimulator = (): Simulator => (known ??= createSimulator({ scenario: 'empty' }))

/** As Playwright's own, with a world for each test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  arsimUrl: [undefined, { option: true, scope: 'worker' }],
  arsimToken: [process.env.ARSIM_CONTROL_TOKEN, { option: true, scope: 'worker' }],
  arsimOptions: [undefined, { option: true, scope: 'worker' }],
  appCalls: [undefined, { option: true }],
  worldOptions: [{}, { option: true }],
  arsim: [
    async ({ arsimUrl, arsimToken, arsimOptions }, use) => {
      if (arsimUrl !== undefined) {
        if (arsimOptions)
          throw new Error('A simulator that listens already is as it is: give no "arsimOptions" beside "arsimUrl".')
        await use({ url: arsimUrl.replace(/\/$/, ''), controlToken: arsimToken })
        return
      }
      const { url, close } = await serve(createSimulator(arsimOptions), { port: 0 })
      await use({ url, controlToken: arsimOptions?.controlToken })
      await close()
    },
    { scope: 'worker' },
  ],
  async world({ arsim, arsimUrl, appCalls, worldOptions, context }, use, testInfo) {
    // A server runs and lives unless told: a test has a world as it would have it without one.
    const usual = arsimUrl === undefined ? {} : ({ clock: 'frozen', life: 'off' } as const)
    const world = await RemoteWorld.make(arsim, { ...usual, ...worldOptions })
    const built = appCalls ?? arsim.url
    const pathOf = (url: URL) => simulatorPath(anySimulator(), built, url)
    await context.route(
      (url) => pathOf(url) !== undefined,
      async (route) => {
        const url = `${urlNear(built, world.url)}${pathOf(new URL(route.request().url()))}`
        if (new URL(url).protocol === new URL(built).protocol) return route.continue({ url })
        const response = await route.fetch({ url }).catch(() => undefined)
        return response ? route.fulfill({ response }) : route.abort('connectionreset')
      },
    )
    await use(world)
    if (testInfo.status !== testInfo.expectedStatus) {
      // A world that is gone has nothing to show, and why the test failed is to be read.
      const kept = await Promise.all([world.save({ whole: true }), world.entries()]).catch(() => undefined)
      if (kept) {
        const [saved, entries] = kept
        await testInfo.attach('world.json', { body: JSON.stringify(saved), contentType: 'application/json' })
        await testInfo.attach('journal.json', { body: JSON.stringify(entries, null, 2), contentType: 'application/json' })
      }
    }
    await world.forget()
  },
})

export { expect } from '@playwright/test'
