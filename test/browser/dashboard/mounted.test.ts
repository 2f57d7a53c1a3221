/** `mountDashboard` as people use it: packed from the built package, for a simulator in the page, with no server at all. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished } from 'vitest'
import { inChromium, openTab, problemsOf, sizes, sticksOut } from './open.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const site = 'http://app.example/'

let script: string

beforeAll(async () => {
  const entryPoints = [here('mounted-page.ts')]
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  script = outputFiles[0]?.text ?? ''
})

/** A page of an app, of which nothing comes over the network but itself. */
async function openApp(): Promise<Page> {
  const asked: string[] = []
  const wrong: string[] = []
  onTestFinished(() => {
    expect(wrong).toEqual([])
    expect(asked.filter((url) => url !== `${site}favicon.ico`)).toEqual([site, `${site}app.js`])
  })
  const page = await openTab({ viewport: sizes.desk, reducedMotion: 'reduce' })
  await page.route('**/*', (route) => {
    const url = route.request().url()
    asked.push(url)
    if (url === `${site}app.js`) return route.fulfill({ contentType: 'text/javascript', body: script })
    const body =
      '<!doctype html><html lang="en"><title>app</title><div id="here"></div><script type="module" src="/app.js"></script>'
    return url === site ? route.fulfill({ contentType: 'text/html', body }) : route.abort()
  })
  page.on('pageerror', ({ stack, message }) => wrong.push(stack ?? message))
  await page.goto(site)
  await page.locator('h1').waitFor()
  return page
}

inChromium('pages are shown, act on the simulator, and are gone when they are taken away', async () => {
  const page = await openApp()
  await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
  expect(
    await page
      .getByRole('navigation')
      .locator('a')
      .first()
      .evaluate((link) => getComputedStyle(link).display),
  ).toBe('flex')
  expect(await sticksOut(page)).toBe(false)
  expect(await problemsOf(page)).toEqual([])

  await page.evaluate("simulator.world().clock.advance('P3D')")
  await page.locator('.world-time', { hasText: '4 Jun 2026' }).first().waitFor()
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await page.getByText('The world is as it started.').waitFor()
  expect(await page.evaluate('simulator.world().clock.now()')).toBe('2026-06-01T14:00:00Z')

  await page.getByRole('link', { name: 'Worlds' }).click()
  await page.getByRole('table', { name: 'Worlds' }).getByText('seed 1').waitFor()
  expect(page.url()).toBe(site)

  await page.evaluate('dashboard.unmount()')
  expect(await page.locator('#here').innerHTML()).toBe('')
  expect(await page.locator('style').count()).toBe(0)
})

inChromium('the reference is made in the page, and its calls are answered there', async () => {
  const page = await openApp()
  await page.getByRole('link', { name: 'API reference' }).click()
  await page.getByRole('link', { name: 'List actions' }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"customer_name":').waitFor()
  expect(await page.evaluate("simulator.world().calls('listActions').length")).toBe(1)
})
