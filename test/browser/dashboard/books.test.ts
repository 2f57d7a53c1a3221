import { expect } from 'vitest'
import { collections } from '../../../src/data/index.ts'
import { inChromium } from '../chromium.ts'
import { copiedBy, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, openPage } = useDashboard()

inChromium('aging, cash, overdue and how far things have come are as the API has them', async () => {
  const page = await openPage('/~default/books')
  const aging = page.getByRole('region', { name: 'Aging' })
  await aging.getByText('$1,003,614.31').waitFor()
  await aging.getByText('Concern').waitFor()
  expect(await aging.locator('.bar .number').allTextContents()).toEqual([
    '$420,031.08',
    '$261,429.74',
    '$141,288.71',
    '$130,214.13',
    '$50,650.65',
  ])
  const cash = page.getByRole('region', { name: 'Cash by week' })
  const weeks = cash.getByRole('table', { name: 'Cash by week' }).getByRole('row')
  expect(await weeks.count()).toBe(26 + 13)
  await cash.getByRole('row', { name: 'Forecast for the week of 8 Jun 2026 $43,743.57' }).waitFor()
  await cash.getByText('By due date').click()
  await cash.getByRole('row', { name: 'Forecast for the week of 8 Jun 2026 $111,588.97' }).waitFor()
  const overdue = page.getByRole('region', { name: 'Overdue over time' })
  await overdue.getByRole('row', { name: '1 Jun 2026 $583,583.23' }).waitFor()
  const funnel = page.getByRole('region', { name: 'From proposed to done' })
  await funnel.getByRole('listitem').filter({ hasText: 'ready' }).getByText('8', { exact: true }).waitFor()
  const proposed = collections(simulator.world()).actions.findMany((q) => q.where({ status: 'proposed' }))
  const [company] = collections(simulator.world()).companies.findMany()
  const count = proposed.filter((action) => action.company === company?.id).length
  await funnel.getByRole('listitem').filter({ hasText: 'proposed' }).getByText(`${count}`, { exact: true }).waitFor()
  expect(simulator.world().journal.last).toBe(0)
})

inChromium(
  'a click on a bar shows the invoices of that age, at an address of its own; the call that is copied reads them',
  async () => {
    const page = await openPage('/~default/books')
    await page.getByRole('link', { name: /31–60 days/ }).click()
    await page.waitForURL('**/books/*/31_60')
    await page.reload()
    await page.getByRole('heading', { name: '31–60 days: 22 invoices' }).waitFor()
    const table = page.getByRole('table', { name: 'Invoices', exact: true })
    await table.getByText('INV-2126').waitFor()
    expect(await copiedBy(page, 'invoices of this age')).toContain('/ar-aging/details?aging_bucket=31_60')
    await page.getByRole('button', { name: 'Close the invoices' }).click()
    await table.waitFor({ state: 'detached' })
  },
)

inChromium('the books of another company, and what changes in them, are shown at once', async () => {
  const world = simulator.world('other')
  const db = collections(world)
  const page = await openPage('/~other/books')
  await page.getByRole('combobox', { name: 'Company' }).click()
  await page.getByRole('option').nth(1).click()
  await page.waitForURL(/books\/[\w-]+$/)
  const company = page.url().split('/').at(-1) ?? ''
  const open = () => db.invoices.findMany((q) => q.where({ company, closed_as: null })).filter(({ balance }) => balance > 0)
  const aging = page.getByRole('region', { name: 'Aging' })
  await aging.getByText(`open in ${open().length} invoices`).waitFor()
  world.emit('invoice.paid', { invoice: `${open()[0]?.id}` })
  await aging.getByText(`open in ${open().length} invoices`).waitFor()
})

inChromium('empty books say what would fill them', async () => {
  simulator.fork('none', { scenario: 'empty' })
  const page = await openPage('/~none/books')
  await page.getByText('Nothing is open').waitFor()
  expect(await problemsOf(page)).toEqual([])
})

for (const [size, scheme] of [
  ['phone', 'dark'],
  ['desk', 'light'],
] as const)
  inChromium(`axe finds nothing on a ${size}, ${scheme}, and nothing sticks out`, async () => {
    const [company] = collections(simulator.world()).companies.findMany()
    const page = await openPage(`/~default/books/${company?.id}/current`, { size, scheme })
    await page.getByRole('table', { name: 'Invoices', exact: true }).getByRole('row').nth(1).waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })
