/** Makes the pictures of the dashboard that the README and docs/dashboard.md show, by a Chromium of this machine. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { executablePath } from './build/chromium.js'
import { createSimulator } from './dist/src/index.js'
import { serve } from './dist/src/serve/http.js'

const FOLDER = 'docs/images'
if (!executablePath) {
  console.error('The pictures need a Chromium: there is none on the PATH, and CHROMIUM_PATH does not name one.')
  process.exit(1)
}

/** Where a page has more to show behind an address. */
const deeper = { reference: 'reference/ar/approveAction' }
const dark = { name: 'overview-dark', path: '', scheme: 'dark' }

/** As `npm start` starts it, on a morning of its own: a running clock, and life. */
const begin = Date.parse('2026-06-01T14:00:00Z')
const started = Date.now()
const simulator = createSimulator({ clock: 'running', life: 'on', machine: () => begin + Date.now() - started })
const { url, close } = await serve(simulator, { port: 0 })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  await liveABit()
  mkdirSync(FOLDER, { recursive: true })
  for (const shot of [...(await pages()), dark]) await take(shot)
} finally {
  await browser.close()
  await close()
}

/** So that there is something to see. */
async function liveABit() {
  const { path, headers } = simulator.apis.find(({ name }) => name === 'ar').caller(simulator.world(), 'member')
  const base = `${url}/api/companies/${path.company_id}`
  const { samples } = simulator.guide(simulator.world(), url)
  const call = (way, method = 'GET') => fetch(`${base}/${way}`, { method, headers })
  await call('actions?category=needs_action')
  await call(`actions/${samples.actions.proposed}/approve`, 'POST')
  await call(`actions/${samples.actions.completed}/approve`, 'POST')
  await call('invoices?status=overdue')
  await call('sequences/queue?status=ready')
  simulator.fork('checkout')
  simulator.fork('late-payer').clock.advance('P30D')
}

/** All that are in the navigation. */
async function pages() {
  const page = await browser.newPage()
  await page.goto(`${url}/~default/`)
  const links = page.getByRole('navigation', { name: 'Pages' }).locator('a')
  await links.first().waitFor()
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href').replace('/~default/', '')))
  await page.close()
  return paths.map((path) => ({ name: path || 'overview', path: deeper[path] ?? path, scheme: 'light' }))
}

async function take({ name, path, scheme }) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(`${url}/~default/${path}`)
  await page.locator('h1').waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-label="Reading"]'))
  await page.evaluate(() => document.fonts.ready)
  // A third of what it takes as PNG, as whoever installs arsim has the pictures too.
  const devtools = await context.newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'))
  await context.close()
}
