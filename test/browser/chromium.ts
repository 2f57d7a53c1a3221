/** A real Chromium for the tests of one file: started when the first page is opened, closed when the tests are done. */
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished, type TestAPI, test } from 'vitest'
import { executablePath, flags } from './executable.ts'

export { executablePath, flags }

if (!executablePath)
  console.warn('The tests in a browser are skipped: there is no Chromium on the PATH, and CHROMIUM_PATH does not name one.')

/** A test that is skipped on a machine without Chromium. */
export const inChromium: ReturnType<TestAPI['skipIf']> = test.skipIf(!executablePath)

let browser: Promise<Browser> | undefined

afterAll(async () => {
  await (await browser)?.close()
})

/** Opens a page with a profile of its own: no other test's service workers. */
export async function openPage(url: string): Promise<Page> {
  // What shows a site shows all its pages: to start another process takes longer than to load a page.
  const args = [...flags, '--process-per-site']
  browser ??= chromium.launch({ executablePath: executablePath as string, args })
  const context = await (await browser).newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(url)
  return page
}
