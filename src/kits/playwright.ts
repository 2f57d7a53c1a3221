/**
 * A `test` for Playwright in which each test has a world of its own on one simulator.
 * @module
 */
import { test as base } from '@playwright/test'
import { createSimulator } from '../index.ts'
import { serve } from '../serve/http.ts'
import { RemoteWorld } from './remote-world.ts'

export interface WorkerFixtures {
  /** Where a simulator listens already, such as `http://127.0.0.1:4010`; without it each worker starts one. */
  readonly arsimUrl: string | undefined
  /** The simulator in use. */
  readonly arsim: { readonly url: string }
}

export interface Fixtures {
  /** The address of the simulator that the app has built in, such as `http://localhost:4010`: its calls are led to the test's world. */
  readonly appCalls: string | undefined
  /** The test's own, as new; it is forgotten when the test is done. */
  readonly world: RemoteWorld
}

/** As Playwright's own, with a world for each test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  arsimUrl: [undefined, { option: true, scope: 'worker' }],
  appCalls: [undefined, { option: true }],
  arsim: [
    async ({ arsimUrl }, use) => {
      if (arsimUrl !== undefined) {
        await use({ url: arsimUrl.replace(/\/$/, '') })
        return
      }
      const { url, close } = await serve(createSimulator(), { port: 0 })
      await use({ url })
      await close()
    },
    { scope: 'worker' },
  ],
  async world({ arsim, appCalls, context }, use, testInfo) {
    const world = await RemoteWorld.make(arsim.url)
    const built = new URL(appCalls ?? arsim.url).origin
    await context.route(
      (url) => url.origin === built && !url.pathname.startsWith('/~'),
      async (route) => {
        const { pathname, search } = new URL(route.request().url())
        const url = `${world.url}${pathname}${search}`
        if (new URL(url).protocol === new URL(built).protocol) return route.continue({ url })
        const response = await route.fetch({ url }).catch(() => undefined)
        return response ? route.fulfill({ response }) : route.abort('connectionreset')
      },
    )
    await use(world)
    if (testInfo.status !== testInfo.expectedStatus) {
      const [state, journal] = await Promise.all([world.save(), world.entries()])
      await testInfo.attach('world.json', { body: JSON.stringify(state), contentType: 'application/json' })
      await testInfo.attach('journal.json', { body: JSON.stringify(journal, null, 2), contentType: 'application/json' })
    }
    await world.forget()
  },
})

export { expect } from '@playwright/test'
