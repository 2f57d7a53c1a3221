import { collections } from 'arsim/data'
import { expect } from 'vitest'
import type { GotOf } from '../../../src/ui/data/call.ts'
import { toDay, toMoney } from '../../../src/ui/parts/format.ts'
import { copiedBy, inChromium, problemsOf, sticksOut, useDashboard, wholeColumns } from './open.ts'

const { simulator, readBooks, openPage } = useDashboard()

inChromium('aging, cash, overdue and how far things have come are as the API has them', async () => {
  const page = await openPage('/~default/books')
  const aging = page.getByRole('region', { name: 'Aging' })
  const summary = readBooks<GotOf<'ar.getAgingSummary'>>('default', '/ar-aging/summary')
  await aging.getByText(toMoney(summary.total_balance)).waitFor()
  await aging.getByText(toMoney(summary.overdue_balance)).waitFor()
  await aging.getByText(readBooks<GotOf<'ar.getAgingReport'>>('default', '/ar-aging/report-summary').health_score).waitFor()
  expect(summary.buckets.map(({ balance }) => balance)).not.toContain(0)
  expect(await aging.locator('.bar .number').allTextContents()).toEqual(summary.buckets.map(({ balance }) => toMoney(balance)))
  const cash = page.getByRole('region', { name: 'Cash by week' })
  const weeks = cash.getByRole('table', { name: 'Cash by week' }).getByRole('row')
  const { receipts, weeks: ahead } = readBooks<GotOf<'ar.getCashflowForecast'>>('default', '/analytics/cashflow-forecast')
  const next = ahead.find((week) => week.by_predicted_date > 0 && week.by_due_date !== week.by_predicted_date)
  const forecast = (amount = 0) =>
    cash.getByRole('row', { name: `Forecast for the week of ${toDay(`${next?.week_start}`)} ${toMoney(amount)}` })
  await forecast(next?.by_predicted_date).waitFor()
  expect(await weeks.count()).toBe(receipts.length + 1 + ahead.length)
  await cash.getByText(/^Forecast before 8 Jun 2026 .* after 6 Sept 2026 /).waitFor()
  await cash.getByText('By due date').click()
  await forecast(next?.by_due_date).waitFor()
  const overdue = page.getByRole('region', { name: 'Overdue over time' })
  await overdue.getByRole('row', { name: `1 Jun 2026 ${toMoney(summary.overdue_balance)}` }).waitFor()
  const { data } = readBooks<GotOf<'ar.getAgingHistory'>>('default', '/ar-aging/history')
  const days = data.slice(1).map(({ date }, at) => (Date.parse(date) - Date.parse(`${data[at]?.date}`)) / 86_400_000)
  expect(new Set(days).size).toBeGreaterThan(1)
  const widths = await overdue.locator('.chart rect').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))))
  expect(widths.slice(1).map((width) => Math.round(width + 0.2))).toEqual(days)
  const funnel = page.getByRole('region', { name: 'From proposed to done' })
  for (const [stage, below] of [
    ['ready', '/sequences/queue?category=ready&page_size=1'],
    ['proposed', '/actions?status=proposed&page_size=1'],
  ] as const) {
    const { count } = readBooks<{ count: number }>('default', below)
    await funnel.getByRole('listitem').filter({ hasText: stage }).getByText(`${count}`, { exact: true }).waitFor()
  }
  expect(simulator.world().journal.last).toBe(0)
})

inChromium(
  'a click on a bar shows the invoices of that age, at an address of its own; the call that is copied reads them',
  async () => {
    const page = await openPage('/~default/books')
    await page.getByRole('link', { name: /31–60 days/ }).click()
    await page.waitForURL('**/books/*/31_60')
    await page.reload()
    const { count, data } = readBooks<GotOf<'ar.listAgingDetails'>>('default', '/ar-aging/details?aging_bucket=31_60')
    await page.getByRole('heading', { name: `31–60 days: ${count} invoices` }).waitFor()
    const table = page.getByRole('table', { name: 'Invoices', exact: true })
    await table.getByText(`${data[0]?.invoice_number}`, { exact: true }).waitFor()
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
  const [{ id: invoice, balance } = { id: '', balance: 0 }] = open()
  const received = () => db.payments.findMany((q) => q.where({ company })).filter((each) => each.payment_date >= '2026-06-01')
  const sum = received().reduce((total, { amount }) => total + amount, balance)
  world.emit('invoice.paid', { invoice })
  await page.getByRole('row', { name: `Received in the week of 1 Jun 2026 ${toMoney(sum)}` }).waitFor()
  await aging.getByText(`open in ${open().length} invoices`).waitFor()
})

inChromium('empty books say what would fill them', async () => {
  simulator.fork('none', { scenario: 'empty' })
  const page = await openPage('/~none/books')
  await page.getByText('Nothing is open').waitFor()
  await page.getByText('No money comes or came').waitFor()
  await page.getByText(/^(Nothing was overdue|There is no history yet)$/).waitFor()
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
    if (size === 'phone')
      expect(await wholeColumns(page.getByRole('table', { name: 'Invoices', exact: true }))).toEqual(['Invoice', 'Open'])
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })

inChromium('with the colours of the system, bars and the book that is chosen are seen', async () => {
  const page = await openPage('/~default/books', { hasForcedColors: true })
  await page.locator('.bar-fill').first().waitFor()
  const grounds = await page.evaluate(() =>
    [document.body, ...document.querySelectorAll('.bar-fill')].map((each) => getComputedStyle(each).backgroundColor),
  )
  expect(grounds.slice(1)).not.toContain(grounds[0])
  const outlineOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((each) => getComputedStyle(each).outlineStyle)
  expect(await outlineOf('.mantine-SegmentedControl-indicator')).toBe('solid')
  const here = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  const lines = await here.evaluateAll((links) =>
    links.filter((link) => getComputedStyle(link).textDecorationLine === 'underline'),
  )
  expect(lines).toHaveLength(1)
})

inChromium('a company that there is not is told', async () => {
  const page = await openPage('/~default/books/xyz')
  await page.getByText('There is no company “xyz” with books to read').waitFor()
})
