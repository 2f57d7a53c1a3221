import { collections } from 'arsim/data'
import { expect } from 'vitest'
import { cutIn, focusedName, inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, read, openPage } = useDashboard()
const customersOf = (world: string) => collections(simulator.world(world)).customers
const countOf = (world: string, table: string) =>
  read<{ count: number }>(world, `/__sim/tables/${table}?page_size=1`).count.toLocaleString('en-US')

inChromium('tables are listed, opened, searched and sorted', async () => {
  const page = await openPage('/~default/data')
  await page.getByRole('button', { name: 'Open customers' }).click()
  await page.waitForURL('**/~default/data/customers')
  const table = page.getByRole('table', { name: 'Rows of customers' })
  await page.getByRole('heading', { name: `${countOf('default', 'customers')} rows` }).waitFor()
  const names = customersOf('default')
    .findMany()
    .map((row) => row.customer_company_name)
  const last = names.toSorted((a, b) => (a < b ? 1 : -1))[0] ?? ''
  await table.getByRole('button', { name: 'customer_company_name' }).click()
  await table.getByRole('button', { name: 'customer_company_name' }).click()
  await table.locator('[aria-rowindex="2"]').getByText(last, { exact: true }).waitFor()
  await page.getByLabel('Search rows').fill(last)
  await page.waitForURL('**/data/customers?**search=**')
  await table.getByRole('button', { name: last, exact: true }).click()
  await page.getByRole('heading', { name: last, level: 1 }).waitFor()
})

inChromium('what cannot be read is told with what was wrong with the question', async () => {
  const page = await openPage('/~default/data/invoices?sort=nope', { mayLog: ['400'] })
  await page.getByRole('alert').getByText('sort: The table "invoices" has no column "nope".').waitFor()
})

inChromium('a row shows what it refers to, and what refers to it, as links', async () => {
  const [invoice] = collections(simulator.world()).invoices.findMany()
  const customer = customersOf('default').findFirst((query) => query.where({ id: invoice?.customer ?? '' }))
  const page = await openPage(`/~default/data/invoices/${invoice?.id}`)
  await page.getByRole('link', { name: customer?.customer_company_name ?? '', exact: true }).click()
  await page.waitForURL(`**/data/customers/${customer?.id}`)
  await page.getByRole('link', { name: /rows? of invoices$/ }).click()
  await page.waitForURL(`**/data/invoices?customer=${customer?.id}`)
  await page
    .getByRole('table')
    .getByRole('button', { name: invoice?.invoice_number ?? '', exact: true })
    .waitFor()
})

inChromium('a row is added, edited and deleted; what the schema refuses stands at its field', async () => {
  const customers = customersOf('edited')
  const page = await openPage('/~edited/data/customers', { mayLog: ['status of 400'] })
  await page.getByRole('button', { name: 'Add a row' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('customer_company_name', { exact: true }).fill('Acme')
  await form.getByLabel('company', { exact: true }).fill('nobody')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect.poll(() => form.getByLabel('company', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await form.getByLabel('company', { exact: true }).fill('')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor()
  const id = page.url().split('/').at(-1) ?? ''
  const found = () => customers.findFirst((query) => query.where({ id }))
  expect(found()?.customer_company_name).toBe('Acme')

  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await form.getByLabel('customer_company_name', { exact: true }).fill('<b>Bolt</b>')
  await form.getByRole('button', { name: 'Copy the call: change the row' }).click()
  await page.getByRole('menuitem', { name: 'curl' }).click()
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('{"customer_company_name":"<b>Bolt</b>"}')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: '<b>Bolt</b>', level: 1 }).waitFor()
  expect(found()?.customer_company_name).toBe('<b>Bolt</b>')

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await form.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('The row is deleted.').waitFor()
  expect(found()).toBeUndefined()
})

inChromium('a table that is worked out from others can only be read', async () => {
  const page = await openPage('/~default/data/conversations')
  await page.getByText('Worked out from other tables').waitFor()
  await page.getByRole('heading', { name: `${countOf('default', 'conversations')} rows` }).waitFor()
  expect(await page.getByRole('button', { name: 'Add a row' }).count()).toBe(0)
})

inChromium('a long table is scrolled to its end', async () => {
  customersOf('long').createMany(2_000, (at) => ({ customer_company_name: `Customer ${at}` }))
  const page = await openPage('/~long/data/customers?sort=created_at')
  await page.getByRole('heading', { name: `${countOf('long', 'customers')} rows` }).waitFor()
  const table = page.getByRole('table', { name: 'Rows of customers' })
  await table.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await table
    .locator(`[aria-rowindex="${customersOf('long').findMany().length + 1}"]`)
    .getByRole('button')
    .waitFor()
  expect(await table.getByRole('row').count()).toBeLessThan(60)
  const place = () => table.evaluate(({ scrollTop }) => scrollTop)
  const before = await place()
  await table.getByRole('button', { name: 'Customer 1990', exact: true }).click()
  await page.getByRole('heading', { name: 'Customer 1990', level: 1 }).waitFor()
  await page.goBack()
  await table.getByRole('button', { name: 'Customer 1990', exact: true }).waitFor()
  expect(await place()).toBe(before)
  await expect.poll(() => focusedName(page)).toBe('Customer 1990')
  const row = table.getByRole('button', { name: 'Customer 1990', exact: true })
  await page.locator('#page').focus()
  await table.evaluate((element) => element.scrollTo(0, 0))
  await row.waitFor({ state: 'detached' })
  await table.evaluate((element, top) => element.scrollTo(0, top), before)
  await row.waitFor()
  expect(await page.locator('#page').evaluate((element) => element === document.activeElement)).toBe(true)
  await page.getByLabel('Search rows').fill('Customer')
  await page.getByRole('heading', { name: '2,000 rows' }).waitFor()
  await expect.poll(place).toBe(0)
})

inChromium('an amount is whole, or told whole where it has no room', async () => {
  const { payments, invoices } = collections(simulator.world('rich'))
  payments.deleteMany((query) => query.where({}))
  const amounts = [1_234_567.89, 12_345_678.9, 123_456_789.12, 999_999_999.99, 123_456_789_123.45]
  const told = ['1,234,567.89', '12,345,678.90', '123,456,789.12', '999,999,999.99', '123,456,789,123.45']
  for (const [at, { id }] of invoices.findMany().slice(0, amounts.length).entries())
    invoices.update((query) => query.where({ id }), { data: (row) => void (row.amount = amounts[at] ?? 0) })
  const page = await openPage('/~rich/data/invoices?sort=-amount')
  const cells = page.getByRole('table').locator('.table-line .number')
  for (const amount of told) await cells.getByTitle(amount, { exact: true }).first().waitFor()
  const cut = new Set([...(await cutIn(cells)), ...(await cutIn(cells.locator('.cut')))])
  expect([...cut]).toEqual(['123,456,789,123.45'])
})

inChromium('a row that is deleted while somebody edits it is gone, and what was typed is still there', async () => {
  const { labels } = collections(simulator.world('gone'))
  const [label] = labels.findMany()
  const page = await openPage(`/~gone/data/labels/${label?.id}`, { mayLog: ['404 (Not Found)'] })
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('name', { exact: true }).fill('Typed for long')
  expect(await form.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(false)
  labels.deleteMany((query) => query.where({ id: `${label?.id}` }))
  await form.getByText('This row was deleted meanwhile').waitFor()
  expect(await form.getByLabel('name', { exact: true }).inputValue()).toBe('Typed for long')
  expect(await form.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: 'This row is gone' }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'There is no such row' }).waitFor()
})

inChromium('axe finds nothing on a phone and a desk, and nothing sticks out', async () => {
  const page = await openPage('/~default/data/invoices', { size: 'phone' })
  await page.getByRole('heading', { name: `${countOf('default', 'invoices')} rows` }).waitFor()
  await page
    .getByRole('table')
    .getByRole('button', { name: /^INV-\d+$/ })
    .first()
    .waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
  const [invoice] = collections(simulator.world()).invoices.findMany()
  const desk = await openPage(`/~default/data/invoices/${invoice?.id}`, { scheme: 'dark' })
  await desk.getByRole('heading', { name: 'Referred to by' }).waitFor()
  expect(await problemsOf(desk)).toEqual([])
})
