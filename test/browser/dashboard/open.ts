/**
 * The dashboard in a real Chromium, against the real server: one server for the tests of a file, one browser for all. Every page that
 * a test opens is held to what must be true of all: axe finds nothing when it is asked, no request leaves the origin, and the console
 * stays silent.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createSimulator, type Simulator, type SimulatorOptions } from 'arsim'
import { type Serving, serve } from 'arsim/server'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, type TestAPI, test } from 'vitest'
import type { SimResponse } from '../../../src/core/values/http.ts'
import { callerIn } from '../../support/caller.ts'

/** What a page shows is there much sooner; a machine may have other work. */
const WAIT_MS = 60_000

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const sizes = {
  narrow: { width: 320, height: 640 },
  phone: { width: 375, height: 800 },
  desk: { width: 1280, height: 800 },
  wall: { width: 1920, height: 1080 },
}

/** A test that is skipped on a machine without Chromium. */
export const inChromium: ReturnType<TestAPI['skipIf']> = test.skipIf(!inject('browsers').length)

/** That of this process. */
const endpoint = (): string => inject('browsers')[Number(process.env.VITEST_POOL_ID) - 1] ?? ''

let browser: Promise<Browser> | undefined
const started = (): Promise<Browser> => (browser ??= chromium.connect(endpoint()))

/** Opens a tab of its own, which is closed when the test is done. */
export async function openTab(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await started()).newContext(options)
  onTestFinished(() => context.close())
  return context.newPage()
}

let shared: Promise<BrowserContext> | undefined
/** Tabs that no test uses: one that has read the scripts before shows a page in half the time. */
const free: Page[] = []

/** Takes a tab with nothing in it, and leaves it so when the test is done. */
async function takeTab(): Promise<Page> {
  shared ??= started().then((running) =>
    running.newContext({ viewport: sizes.desk, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] }),
  )
  const page = free.pop() ?? (await (await shared).newPage())
  // Behind another tab it would be drawn once in a second.
  await page.bringToFront()
  onTestFinished(async () => {
    try {
      await page.evaluate(() => {
        localStorage.clear()
        sessionStorage.clear()
      })
      // Not `about:blank`: for that the browser would start another process, and again for the next page.
      await page.goto(new URL('/__ui/nothing', page.url()).href)
      free.push(page)
    } catch {
      await page.close()
    }
  })
  return page
}

export type Size = keyof typeof sizes

export interface Dashboard {
  readonly simulator: Simulator
  /** Calls the AR API below the first company as a member of it: `send('trial', 'GET', '/actions')`. */
  readonly send: (world: string, method: string, below: string, body?: object) => SimResponse
  /** What a call answers that leaves no trace: `read<Guide>('trial', '/__sim')`. */
  readonly read: <Got>(world: string, path: string) => Got
  /** The same below the first company. */
  readonly readBooks: <Got>(world: string, below: string) => Got
  /** Where it is served. */
  readonly url: string
  /** Opens an address, such as `/~trial/clock`, in a tab with nothing kept from before. */
  readonly openPage: (path: string, options?: OpenOptions) => Promise<Page>
}

export interface OpenOptions {
  readonly size?: Size
  readonly scheme?: 'light' | 'dark'
  /** Whether the system's colours stand in for those of the page. */
  readonly hasForcedColors?: boolean
  /** What the console may say: parts of it. */
  readonly mayLog?: readonly string[]
  /** What is there once it is shown: its title unless told. */
  readonly waitFor?: string
}

/**
 * Starts a server for the tests of a file. It is strict: what a page asks for is what the APIs know.
 *
 * @param start serves the simulator in another way: its `url` is where the simulator is mounted
 */
export function useDashboard(
  options: SimulatorOptions = {},
  start: (simulator: Simulator) => Promise<Pick<Serving, 'url' | 'close'>> = (simulator) => serve(simulator, { port: 0 }),
): Dashboard {
  const simulator = createSimulator({ strict: true, ...options })
  let serving: Pick<Serving, 'url' | 'close'>
  beforeAll(async () => {
    if (!inject('browsers').length) return
    // It takes longer than a page waits where sources are run.
    simulator.world()
    serving = await start(simulator)
  })
  afterAll(() => serving?.close())
  const memberOf = (world: string) => {
    const caller = callerIn(simulator, simulator.world(world))
    return { company: `/api/companies/${caller.path.company_id}`, headers: { ...caller.headers } }
  }
  const handle = (world: string, method: string, path: string, headers: Record<string, string>, body?: object) =>
    simulator.handle({
      method,
      url: `/~${world}${path}`,
      origin: 'http://localhost',
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    })
  const read = (world: string, path: string, headers = {}) => {
    const { status, body } = handle(world, 'GET', path, { ...headers, 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' })
    expect(status).toBe(200)
    return JSON.parse(body)
  }
  return {
    simulator,
    send(world, method, below, body) {
      const { company, headers } = memberOf(world)
      return handle(world, method, company + below, headers, body)
    },
    read: (world, path) => read(world, path),
    readBooks(world, below) {
      const { company, headers } = memberOf(world)
      return read(world, company + below, headers)
    },
    get url() {
      return serving.url
    },
    async openPage(path, { size = 'desk', scheme = 'light', hasForcedColors = false, mayLog = [], waitFor = 'h1' } = {}) {
      const { url } = serving
      const { origin } = new URL(url)
      const wrong: string[] = []
      const page = await takeTab()
      await page.setViewportSize(sizes[size])
      await page.emulateMedia({ colorScheme: scheme, forcedColors: hasForcedColors ? 'active' : 'none' })
      page.setDefaultTimeout(WAIT_MS)
      const asked: Request[] = []
      page.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) asked.push(request)
      })
      page.on('pageerror', ({ message }) => wrong.push(message))
      page.on('console', (message) => {
        const text = message.text()
        if (['error', 'warning'].includes(message.type()) && !mayLog.some((part) => text.includes(part))) wrong.push(text)
      })
      onTestFinished(() => {
        for (const event of ['request', 'pageerror', 'console'] as const) page.removeAllListeners(event)
        // What the policy stops is asked for by nobody but the tab itself.
        const left = asked.filter((request) => request.failure()?.errorText !== 'csp').map((request) => `asked ${request.url()}`)
        expect([...wrong, ...left]).toEqual([])
      })
      await page.goto(url + path)
      // Asked at each frame: a locator asks twice in a second. What the server has drawn takes no click.
      await page
        .waitForFunction(
          (selector) => !document.querySelector('#dashboard[inert]') && document.querySelector(selector)?.checkVisibility(),
          waitFor,
        )
        .catch(async (error) => {
          throw new Error(`${error.message}\n${wrong.join('\n')}\n${await page.locator('body').innerText()}`)
        })
      return page
    },
  }
}

/** What axe finds wrong on a page, as it is now. */
export async function problemsOf(page: Page): Promise<string[]> {
  // The policy of the page lets no script in; the browser's own tools are not asked.
  const violations = await page.evaluate(
    `(() => { ${axe}; return axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations) })()`,
  )
  return (violations as { id: string; help: string; nodes: { html: string }[] }[]).map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  )
}

/** Whether something of a page sticks out to the right. */
export const sticksOut = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** The titles of the columns of a table that are in sight with all that is in them. */
export const wholeColumns = (table: Locator): Promise<string[]> =>
  table.evaluate((found) => {
    const { right } = found.getBoundingClientRect()
    return [...found.querySelectorAll('[role=columnheader]')]
      .filter((head) => head.getBoundingClientRect().right <= right)
      .map((head) => head.textContent ?? '')
  })

/** The texts that are wider than where they stand. */
export const cutIn = (within: Locator): Promise<string[]> =>
  within.evaluateAll((elements) =>
    elements.filter((element) => element.scrollWidth > element.clientWidth).map((element) => element.textContent ?? ''),
  )

/** How far a colour of an element stands out from white or from the ground of its page, as WCAG counts it. */
export const contrastOf = (element: Locator, pseudo?: string): Promise<number> =>
  element.evaluate((found, part) => {
    const light = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
        const share = Number(value) / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const lights = [getComputedStyle(found, part).color, getComputedStyle(document.body).backgroundColor].map(light)
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
  }, pseudo)

/** Whose turn it is to hear keys. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.getAttribute('aria-label') ?? (element === document.body ? 'nobody' : element?.textContent) ?? ''
  })

/** The curl command of an action, as somebody copies it from the page. */
export async function copiedBy(page: Page, action: string): Promise<string> {
  await page.getByRole('button', { name: `Copy the call: ${action}` }).click()
  await page.getByRole('menuitem', { name: 'curl' }).click()
  await page.getByText('Copied.').first().waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}
