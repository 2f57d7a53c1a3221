/** A real Chromium for the tests of one file: started when the first page is opened, closed when the tests are done. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished, type TestAPI, test } from 'vitest'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
export const executablePath = [process.env.CHROMIUM_PATH, ...onPath].find((path) => path !== undefined && existsSync(path))

if (!executablePath)
  console.warn('The tests in a browser are skipped: there is no Chromium on the PATH, and CHROMIUM_PATH does not name one.')

/** A test that is skipped on a machine without Chromium. */
export const inChromium: ReturnType<TestAPI['skipIf']> = test.skipIf(!executablePath)

/** Nothing leaves the machine: the one name of another site is loopback too. */
export const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  )

let browser: Promise<Browser> | undefined

afterAll(async () => {
  await (await browser)?.close()
})

/** Opens a page with a profile of its own: no other test's service workers. */
export async function openPage(url: string): Promise<Page> {
  browser ??= chromium.launch({
    executablePath: executablePath as string,
    args: [...flags, '--host-resolver-rules=MAP other.example 127.0.0.1'],
  })
  const context = await (await browser).newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(url)
  return page
}
