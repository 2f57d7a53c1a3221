import { join } from 'node:path'
import { collections } from 'arsim/data'
import { expect } from 'vitest'
import { ownFolder } from '../../support/own-folder.ts'
import { copiedBy, focusedName, inChromium, openTab, problemsOf, sticksOut, useDashboard } from './open.ts'

const dashboard = useDashboard()
const { simulator, send, readBooks, openPage } = dashboard

const countOf = (below: string) => String(readBooks<{ count: number }>('default', below).count)

inChromium('the first page is the default world, and looking at it leaves no trace', async () => {
  const page = await openPage('/')
  expect(await page.locator('h1').textContent()).toBe('The default world')
  await page.getByText('Nobody has called yet').waitFor()
  const counted = [
    countOf('/actions?category=needs_action&page_size=1'),
    countOf('/sequences/queue?category=ready&page_size=1'),
    countOf('/invoices?status=overdue&limit=1'),
  ]
  expect(counted).not.toContain('0')
  await expect.poll(() => page.locator('.figure strong').allTextContents()).toEqual(counted)
  expect(simulator.world().journal.last).toBe(0)
})

inChromium('there is something to read where no script runs, and nothing can be clicked that would do nothing', async () => {
  const page = await openTab({ javaScriptEnabled: false })
  await page.goto(`${dashboard.url}/`)
  expect(await page.locator('h1').textContent()).toBe('The default world')
  await expect.poll(() => page.locator('.figure strong').first().textContent()).toMatch(/^\d+$/)
  expect(await page.locator('#dashboard[inert]').count()).toBe(1)
})

inChromium('what is clicked at once is done', async () => {
  const page = await openTab()
  await page.goto(`${dashboard.url}/`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Fork' }).click()
  await page.getByRole('dialog').waitFor()
})

inChromium('a call appears at once, and so does a move of the clock', async () => {
  simulator.world('live').clock.advance('PT1H')
  const page = await openPage('/~live/')
  await page.getByText('Nobody has called yet').waitFor()
  send('live', 'GET', '/actions')
  await page.getByText('listActions').waitFor()
  simulator.world('live').clock.advance('P1D')
  await page.locator('.world-time', { hasText: '2 Jun 2026' }).first().waitFor()
})

inChromium('a page whose script did not come is loaded when somebody tries again', async () => {
  const page = await openPage('/~default/', { mayLog: ['Failed to load resource', 'The server does not answer'] })
  const script = /\/assets\/Faults-[\w-]+\.js$/
  await page.route(script, (route) => route.abort())
  await page.getByRole('link', { name: 'Faults' }).click()
  await page.getByRole('alert').getByText('This could not be read').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('alert').getByText('This could not be read').waitFor()
  await page.unroute(script)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Faults', level: 1 }).waitFor()
})

inChromium('what waits, what is next and what was called lead to more about it; harm is counted where there is any', async () => {
  const world = simulator.fork(undefined, { settings: { life: 'on' } })
  const page = await openPage(`/~${world.id}/`)
  expect(await page.locator('.figure').count()).toBe(3)
  send(world.id, 'GET', '/invoices?status=overdue')
  await page.getByRole('link', { name: 'GET …/invoices?status=overdue' }).click()
  await page.waitForURL(/\/calls\/\d+$/)
  await page.goBack()
  await page.locator('.figure', { hasText: 'overdue' }).click()
  await page.waitForURL('**/books/*/overdue')
  await page.goBack()
  const next = page.getByRole('region', { name: 'Next to happen' }).getByRole('listitem')
  await next.first().waitFor()
  const [due] = world.clock.pending()
  await next
    .first()
    .getByRole('link', { name: `${due && world.summaryOf(due)}` })
    .click()
  await page.waitForURL(/\/(clock|data)/)
})

inChromium('what is counted is what is behind it', async () => {
  const page = await openPage('/~default/')
  await page.getByText('off: nobody acts who is not told to').waitFor()
  for (const [says, found] of [
    ['actions that need somebody', (count: string) => `${count} rows`],
    ['steps of sequences', (count: string) => `${count} rows`],
    ['invoices overdue', (count: string) => `Overdue: ${count} invoices`],
  ] as const) {
    const figure = page.locator('.figure', { hasText: says })
    const count = await figure.locator('strong', { hasText: /\d/ }).textContent()
    await figure.click()
    await page.getByRole('heading', { name: found(`${count}`), exact: true }).waitFor()
    await page.goBack()
  }
})

inChromium('a page whose script did not come is loaded when it is entered again, and when the server answers again', async () => {
  const page = await openPage('/~default/', { mayLog: ['Failed to load resource', 'The server does not answer'] })
  await page.clock.install()
  const open = (name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
  const failed = page.getByRole('alert').getByText('The server does not answer, or')
  await page.route('**/*', (route) => route.abort())
  await open('Faults')
  await failed.waitFor()
  await page.unroute('**/*')
  await open('Overview')
  await open('Faults')
  await page.getByRole('heading', { name: 'Faults', level: 1 }).waitFor()
  await page.route('**/*', (route) => route.abort())
  await open('Clock')
  await failed.waitFor()
  await page.clock.runFor(60_000)
  await page.getByText('It is read anew as soon as the server answers.').waitFor()
  await page.unroute('**/*')
  await page.clock.runFor(60_000)
  await page.getByRole('heading', { name: 'Clock', level: 1 }).waitFor()
})

inChromium('on a phone the navigation is out of reach while it is closed, and Escape closes it', async () => {
  const page = await openPage('/~default/', { size: 'phone' })
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Faults' })
  expect(await link.count()).toBe(0)
  await page.getByRole('button', { name: 'Pages' }).click()
  await link.focus()
  await page.keyboard.press('Escape')
  await link.waitFor({ state: 'detached' })
  expect(await focusedName(page)).toBe('Pages')
})

inChromium('the narrowest phone shows the world, its time with the zone, and the switch of colours', async () => {
  simulator.world('a-rather-long-name').clock.setMode('running')
  const page = await openPage('/~a-rather-long-name/', { size: 'narrow' })
  const header = page.getByRole('banner')
  expect(await header.getByRole('time').innerText()).toMatch(/\d\d:\d\d UTC\s+running/)
  expect(await page.getByRole('combobox', { name: 'World' }).getAttribute('title')).toBe('a-rather-long-name')
  const colors = await header.getByRole('button').last().boundingBox()
  expect(colors && colors.x + colors.width).toBeLessThanOrEqual(320)
  expect(await sticksOut(page)).toBe(false)
})

inChromium('what is not there has a title too', async () => {
  for (const path of ['/~nowhere/', '/~default/nix', '/~default/data/nope']) {
    const page = await openPage(path)
    await page.getByRole('heading', { level: 1, name: /^There is no/ }).waitFor()
  }
})

inChromium('one thing that waits is told as one', async () => {
  const db = collections(simulator.world('single'))
  const company = db.companies.findMany()[0]?.id
  const [, ...others] = JSON.parse(send('single', 'GET', '/invoices?status=overdue&limit=1000').body).data
  for (const { id } of others) db.invoices.delete((q) => q.where({ id }))
  expect(company).toBeDefined()
  const page = await openPage('/~single/')
  await page.locator('.figure', { hasText: '1invoice overdue' }).waitFor()
})

inChromium('a world is reset, once somebody has confirmed it; the call that is copied does the same', async () => {
  const world = simulator.world('used')
  world.clock.advance('P3D')
  const page = await openPage('/~used/')
  const copied = await copiedBy(page, 'reset')
  expect(copied).toContain('/~used/__sim/reset')
  expect(copied).toContain('curl -X POST')
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await page.getByText('The world is as it started.').waitFor()
  expect(world.clock.now()).toBe('2026-06-01T14:00:00Z')
})

inChromium('a world is downloaded, and loaded again', async () => {
  const world = simulator.world('kept')
  world.clock.advance('P2D')
  const page = await openPage('/~kept/')
  await page.getByRole('button', { name: 'File' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download this world' }).click(),
  ])
  const file = join(ownFolder(), 'world.json')
  await download.saveAs(file)
  world.reset()
  for (const time of ['first', 'second']) {
    await page.locator('input[type=file]').setInputFiles(file)
    const dialog = page.getByRole('dialog', { name: 'Load world.json into kept?' })
    expect(await copiedBy(page, 'load')).toContain('/~kept/__sim/state')
    await dialog.getByRole('button', { name: 'Load', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(world.clock.now(), time).toBe('2026-06-03T14:00:00Z')
    world.reset()
  }
})

const onlyCrm = useDashboard({ apis: ['crm'] })

inChromium('where the CRM API alone is served, the first call is one of its', async () => {
  const page = await onlyCrm.openPage('/~default/')
  await page.getByText('/api/v1/integrations/email/inbox').waitFor()
  expect(await page.getByText('authorization: Bearer ey').count()).toBe(1)
})

inChromium('tabs are told apart by what is open in them', async () => {
  const page = await openPage('/~default/data/invoices')
  expect(await page.title()).toBe('invoices · Data · default · arsim')
  const db = collections(simulator.world())
  const [company] = db.companies.findMany()
  const message = db.threads.findFirst((q) => q.where({ company: `${company?.id}`, communication_type: 'email' }))
  const isTitled = async (below: string, title: string) => {
    await page.goto(new URL(`/~default/${below}`, page.url()).href)
    await expect.poll(() => page.title()).toBe(`${title} · default · arsim`)
  }
  await isTitled(`books/${company?.id}/overdue`, `overdue · ${company?.name} · Books`)
  await isTitled(`mail/${company?.id}/${message?.id}`, `${message?.subject} · ${company?.name} · Mail`)
  await isTitled(`data/companies/${company?.id}`, `${company?.name} · companies · Data`)
})

inChromium('a fork is made, and opened', async () => {
  const page = await openPage('/~default/')
  await page.getByRole('button', { name: 'Fork', exact: true }).click()
  await page.getByLabel('Name').fill('branch')
  await page.getByRole('dialog').getByRole('button', { name: 'Fork', exact: true }).click()
  await page.waitForURL('**/~branch/')
  expect(simulator.worlds.map(({ id }) => id)).toContain('branch')
})

inChromium('a world that is not there is not made by looking at it', async () => {
  const page = await openPage('/~nobody/', { waitFor: 'main' })
  expect(simulator.worlds.map(({ id }) => id)).not.toContain('nobody')
  await page.getByRole('button', { name: 'Make it', exact: true }).click()
  await page.locator('h1').waitFor()
  expect(simulator.worlds.map(({ id }) => id)).toContain('nobody')
})

for (const [size, scheme] of [
  ['phone', 'light'],
  ['desk', 'dark'],
] as const)
  inChromium(`axe finds nothing on a ${size}, ${scheme}, and nothing sticks out`, async () => {
    const page = await openPage('/~default/', { size, scheme })
    await page.getByText('Call as').waitFor()
    await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })
