import { collections } from 'arsim/data'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Guide } from '../../../src/ui/data/queries.ts'
import { toMoney } from '../../../src/ui/parts/format.ts'
import { hostileTexts } from './hostile-texts.ts'
import {
  contrastOf,
  copiedBy,
  cutIn,
  focusedName,
  inChromium,
  openTab,
  problemsOf,
  sticksOut,
  useDashboard,
  wholeColumns,
} from './open.ts'

const { simulator, read, readBooks, openPage } = useDashboard({ life: 'on' })
let machineMs = Date.parse('2026-06-01T14:00:00Z')
const running = useDashboard({ clock: 'running', machine: () => machineMs })

/** A customer who owes something, and whom somebody can write to. */
function debtorOf(id: string) {
  const world = simulator.world(id)
  const db = collections(world)
  const invoice = db.invoices
    .findMany((q) => q.where({ closed_as: null }))
    .find(({ customer, balance }) => balance > 10 && db.contacts.findFirst((q) => q.where({ customer })))
  if (!invoice) throw new Error('Somebody owes something.')
  return { world, db, invoice, address: `/~${id}/people/${invoice.customer}` }
}

interface Owing {
  readonly customer_company_name: string
  readonly total_balance: number
  readonly overdue_balance: number
}

const act = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Act as this customer' }).getByRole('button', { name }).click()

inChromium('customers are listed with their persona and what they do next, and found by it', async () => {
  const world = simulator.world('listed')
  const page = await openPage('/~listed/people')
  const table = page.getByRole('table', { name: 'Customers' })
  const { length } = collections(world).customers.findMany()
  await page.getByRole('heading', { name: `${length} customers` }).waitFor()
  await table
    .getByText(/^in \d+ /)
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: 'Search customers' }).fill('out_of_office')
  const first = table.getByRole('row').nth(1)
  await first.filter({ hasText: 'sends an automatic reply, and acts days later' }).getByRole('button').click()
  await page.waitForURL('**/~listed/people/*')
  await page.reload()
  await page.getByText('out of office', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'All customers' }).click()
  await page.waitForURL('**/people?search=out_of_office')
  await page.getByRole('radiogroup', { name: 'Who' }).getByText('Members').click()
  await page.waitForURL('**/people/members')
})

inChromium('who comes back to customers finds them as they were sorted, searched and scrolled', async () => {
  const page = await openPage('/~listed/people')
  const table = page.getByRole('table', { name: 'Customers' })
  await table.evaluate((found) => found.scrollTo(0, 600))
  for (const times of [1, 2]) {
    await page.getByRole('button', { name: 'Overdue' }).click()
    await page.waitForURL(times === 1 ? '**/people?sort=Overdue' : '**/people?sort=-Overdue')
  }
  const inSight = table.getByRole('row').nth(16).getByRole('button')
  const name = await inSight.innerText()
  await inSight.press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  expect(await page.title()).toBe(`${name} · People · listed · arsim`)
  await page.goBack()
  await expect.poll(() => focusedName(page)).toBe(name)
  expect(await table.getByRole('columnheader', { name: 'Overdue' }).getAttribute('aria-sort')).toBe('descending')
  expect(await table.evaluate(({ scrollTop }) => scrollTop)).toBe(600)
  await page.getByRole('textbox', { name: 'Search customers' }).fill(name)
  await page.getByRole('status').getByText('1 customer', { exact: true }).waitFor({ state: 'attached' })
  // What was found before is not heard of what is typed now.
  let answer = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/__sim/personas*', (route) => asked.then(() => route.continue()))
  await page.getByRole('textbox', { name: 'Search customers' }).fill('nobody is called so')
  await page.waitForURL('**/people?*search=nobody*')
  expect(await page.getByRole('status').allInnerTexts()).not.toContain('1 customer')
  answer()
  await page.getByRole('status').getByText('0 customers', { exact: true }).waitFor({ state: 'attached' })
  await page.unroute('**/__sim/personas*')
})

inChromium('somebody replies, pays a part, promises, disputes and calls as a customer', async () => {
  const { world, db, invoice, address } = debtorOf('acting')
  const { customer } = invoice
  db.promises.create({ customer, company: invoice.company, status: 'broken', amount: 5 })
  const page = await openPage(address)
  const form = page.getByRole('dialog')

  await act(page, 'Reply')
  await form.getByLabel('Text').fill('We have moved.')
  const copied = await copiedBy(page, 'reply')
  expect(copied).toContain(
    `{"type":"customer.replied","customer":"${customer}","body":"We have moved.","requires_response":true}`,
  )
  await form.getByRole('button', { name: 'Reply', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  expect(db.threads.findFirst((q) => q.where({ body: 'We have moved.' }))).toMatchObject({ customer, direction: 'inbound' })

  await page.getByRole('button', { name: `Pay ${invoice.invoice_number}` }).click()
  await form.getByLabel('Amount').pressSequentially('1,234.50')
  expect(await form.getByLabel('Amount').inputValue()).toBe('1,234.50')
  await form.getByLabel('Amount').fill('2.5')
  await form.getByRole('button', { name: 'Pay', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('The customer has paid $2.50.').waitFor()
  expect(db.invoices.findFirst((q) => q.where({ id: invoice.id }))?.balance).toBeCloseTo(invoice.balance - 2.5)

  await act(page, 'Pay')
  await form.getByLabel('Amount').fill('3')
  await form.getByLabel('Is in the books').click()
  await page.getByRole('option', { name: 'with the next sync' }).click()
  await form.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByText('paid $3.00, in the books with the next sync').waitFor()

  await act(page, 'Promise')
  await form.getByLabel('Will pay on').fill('2026-06-20')
  await form.getByRole('button', { name: 'Promise', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  expect(world.journal.entries({ kind: 'event' }).at(-1)).toMatchObject({
    type: 'promise.made',
    body: { customer, date: '2026-06-20' },
  })
  await page.getByText('Promised to pay', { exact: true }).waitFor()
  expect(await page.getByText('Promised $').count()).toBe(0)

  await page.getByRole('button', { name: `Dispute ${invoice.invoice_number}` }).click()
  await form.getByLabel('Reason').fill('Half of it never came.')
  await form.getByRole('button', { name: 'Dispute', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  expect(db.threads.findFirst((q) => q.where({ body: 'Half of it never came.' }))?.invoices).toEqual([invoice.id])

  await act(page, 'Call')
  await form.getByLabel('Notes').fill('They asked for a copy.')
  await form.getByRole('button', { name: 'Call', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  expect(db.threads.findFirst((q) => q.where({ body: 'They asked for a copy.' }))).toMatchObject({
    communication_type: 'call',
    customer,
  })
  await page.getByRole('region', { name: 'Latest messages' }).getByRole('link').first().click()
  await page.locator('.letter').first().waitFor()
})

inChromium('what customers owe is listed, and how late each invoice is', async () => {
  const { db, invoice, address } = debtorOf('owing')
  db.invoices.create({ customer: invoice.customer, company: invoice.company, amount: 100, due_date: '2026-06-11' })
  const [late] = db.invoices
    .findMany((q) => q.where({ customer: invoice.customer, closed_as: null }))
    .filter(({ balance }) => balance > 0)
    .toSorted((a, b) => (a.due_date < b.due_date ? -1 : 1))
  const days = (Date.parse('2026-06-01') - Date.parse(`${late?.due_date}`)) / 86_400_000
  expect(days).toBeGreaterThan(1)
  const page = await openPage(address)
  const open = page.getByRole('table', { name: 'Open invoices' })
  await open.getByText(`${days} days late`).waitFor()
  await open.getByText('due in 10 days').first().waitFor()
  await open.getByRole('link', { name: `${late?.invoice_number}`, exact: true }).click()
  await page.waitForURL(`**/data/invoices/${late?.id}`)
  const row = readBooks<Owing>('owing', `/customers/${invoice.customer}`)
  expect(row.overdue_balance).toBeGreaterThan(0)
  await page.goto(page.url().replace(/\/data.*/, `/people?search=${encodeURIComponent(row.customer_company_name)}`))
  const line = page.getByRole('table', { name: 'Customers' }).getByRole('row').nth(1)
  await line.getByText(toMoney(row.total_balance), { exact: true }).waitFor()
  await line.getByText(toMoney(row.overdue_balance), { exact: true }).waitFor()
})

inChromium('whoever plans nothing in a world with life is told so', async () => {
  simulator.world('planless')
  const people = read<readonly { readonly id: string; readonly next: object | null }[]>('planless', '/__sim/personas')
  const page = await openPage(`/~planless/people/${people.find(({ next }) => next === null)?.id}`)
  await page.getByRole('region', { name: 'Who they are' }).getByText('nothing planned').waitFor()
})

inChromium('an invoice that is closed while somebody pays it can no longer be chosen', async () => {
  const { db, world, invoice, address } = debtorOf('closing')
  const page = await openPage(address)
  await page.getByRole('button', { name: `Pay ${invoice.invoice_number}` }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Pay', exact: true }).waitFor()
  world.emit('invoice.paid', { invoice: invoice.id })
  expect(db.invoices.findFirst((q) => q.where({ id: invoice.id }))?.balance).toBe(0)
  await form.getByText('What was chosen is no longer there. Choose again.').waitFor()
  expect(await form.getByRole('button', { name: 'Pay', exact: true }).isDisabled()).toBe(true)
})

inChromium('what cannot happen is said in the form, and the form stays', async () => {
  const { address } = debtorOf('refused')
  const page = await openPage(address, { mayLog: ['400 (Bad Request)'] })
  await act(page, 'Promise')
  const form = page.getByRole('dialog')
  await form.getByLabel('Will pay on').fill('2020-01-01')
  await form.getByRole('button', { name: 'Promise', exact: true }).click()
  await form.getByRole('alert').getByText('That did not work').waitFor()
  expect(await form.getByLabel('Will pay on').inputValue()).toBe('2020-01-01')
})

inChromium('what somebody writes as a customer is still there when the customer is deleted', async () => {
  const { db, invoice, address } = debtorOf('deleted')
  const page = await openPage(address, { mayLog: ['404 (Not Found)'] })
  await act(page, 'Reply')
  const text = page.getByRole('dialog').getByLabel('Text')
  await text.fill('Typed for long')
  db.customers.deleteMany((q) => q.where({ id: invoice.customer }))
  await page.getByText('This customer is gone').waitFor()
  const form = page.getByRole('dialog')
  await form.getByText('This customer was deleted meanwhile').waitFor()
  expect(await text.inputValue()).toBe('Typed for long')
  expect(await form.getByRole('button', { name: 'Reply', exact: true }).isDisabled()).toBe(true)
})

inChromium('an amount that nobody can pay is refused as it was typed', async () => {
  const { world, invoice, address } = debtorOf('amounts')
  const page = await openPage(address, { mayLog: ['400 (Bad Request)'] })
  const form = page.getByRole('dialog')
  for (const amount of ['-5', '0']) {
    await page.getByRole('button', { name: `Pay ${invoice.invoice_number}` }).click()
    await form.getByLabel('Amount').fill(amount)
    await form.getByRole('button', { name: 'Pay', exact: true }).click()
    await form.locator('.mantine-InputWrapper-error').waitFor()
    expect(await form.getByLabel('Amount').inputValue()).toBe(amount)
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
  }
  expect(world.journal.entries({ kind: 'event' })).toEqual([])
})

inChromium('amounts of millions are whole, and what is required is marked legibly', async () => {
  const { db, invoice, address } = debtorOf('rich')
  db.payments.deleteMany((q) => q.where({ invoice: invoice.id }))
  db.invoices.update((q) => q.where({ id: invoice.id }), { data: (row) => void (row.amount = 12_345_678.9) })
  const page = await openPage(address)
  await page
    .getByRole('table', { name: 'Open invoices' })
    .getByText(/^\$12,\d{3},\d{3}\.\d\d$/)
    .waitFor()
  expect(await cutIn(page.getByRole('table', { name: 'Open invoices' }).locator('.number'))).toEqual([])
  await act(page, 'Reply')
  await page.getByRole('dialog').getByLabel('Text').waitFor()
  expect(await contrastOf(page.locator('.mantine-InputWrapper-required').first())).toBeGreaterThan(4.5)
  await page.goto(page.url().replace(/\/people.*/, `/books/${invoice.company}`))
  await page.getByRole('region', { name: 'Aging' }).locator('.bar', { hasText: '$12,' }).waitFor()
  expect(await cutIn(page.getByRole('region', { name: 'Aging' }).locator('.bar .number'))).toEqual([])
})

/** Goes on to where nothing is due for a while: what happens makes a page read anew. */
function toQuietTime(minutes: number): void {
  const { clock } = running.simulator.world()
  const nextDue = () => Date.parse([...clock.pending()][0]?.at ?? '')
  for (clock.catchUp(); nextDue() - machineMs < minutes * 60_000; clock.catchUp()) machineMs = nextDue()
}

inChromium('tokens of the CRM are good however long a page is open', async () => {
  toQuietTime(20)
  const page = await openTab()
  await page.clock.install()
  await page.goto(`${running.url}/~default/people/users`)
  const tokens = page.locator('.cut[title^="eyJ"]')
  const shown = () => tokens.first().getAttribute('title')
  const first = await shown()
  const statusWith = (token: string | null) =>
    running.simulator.handle({
      method: 'GET',
      url: '/api/v1/integrations/email/inbox',
      origin: 'http://localhost',
      headers: { authorization: `Bearer ${token}`, 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' },
    }).status
  expect(statusWith(first)).toBe(200)
  machineMs += 16 * 60_000
  expect(statusWith(first)).toBe(401)
  await page.clock.fastForward('16:00')
  await expect.poll(async () => statusWith(await shown())).toBe(200)
})

inChromium('members and users of the CRM are there with what they log in by, to copy', async () => {
  const page = await openPage('/~default/people/members')
  await page
    .getByRole('button', { name: /^Copy the password of / })
    .first()
    .click()
  await page.getByText('Copied.').waitFor()
  const password = await page.evaluate(() => navigator.clipboard.readText())
  expect(
    collections(simulator.world())
      .users.findMany()
      .map((user) => user.password),
  ).toContain(password)
  expect(await problemsOf(page)).toEqual([])
  await page.getByRole('radiogroup', { name: 'Who' }).getByText('CRM users').click()
  await page.waitForURL('**/people/users')
  const [user] = read<Guide>('default', '/__sim').crm_users ?? []
  await page.getByRole('button', { name: `Copy the token of ${user?.email}`, exact: true }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(user?.accessToken)
})

inChromium('a customer may be called whatever, and nothing happens', async () => {
  const { world, db, invoice, address } = debtorOf('hostile')
  const names = Object.values(hostileTexts)
  const customers = db.customers.findMany().slice(0, names.length)
  for (const [at, name] of names.entries())
    db.customers.update((q) => q.where({ id: customers[at]?.id ?? '' }), {
      data: (row) => void (row.customer_company_name = name),
    })
  db.customers.update((q) => q.where({ id: invoice.customer }), {
    data: (row) => void (row.customer_company_name = `${'W'.repeat(80)} ${names.join(' ')}`),
  })
  for (const body of names) world.emit('customer.replied', { customer: invoice.customer, subject: body, body })
  const list = await openPage('/~hostile/people', { size: 'phone' })
  await list.getByRole('table', { name: 'Customers' }).getByRole('row').nth(1).waitFor()
  expect(await wholeColumns(list.getByRole('table', { name: 'Customers' }))).toEqual(['Name', 'Open'])
  await list.getByRole('textbox', { name: 'Search customers' }).fill('<img')
  await list.getByRole('table').getByText('<img src="x"').first().waitFor()
  expect(await sticksOut(list)).toBe(false)
  const page = await openPage(address, { size: 'phone', scheme: 'dark' })
  await page.getByRole('region', { name: 'Latest messages' }).getByRole('link').nth(3).waitFor()
  // Of each invoice all is in sight.
  const { x, width } = (await page.getByRole('table', { name: 'Open invoices' }).boundingBox()) ?? { x: 0, width: 0 }
  const last = await page
    .getByRole('button', { name: /^Dispute / })
    .last()
    .boundingBox()
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(x + width)
  expect(await cutIn(page.getByRole('table', { name: 'Open invoices' }).locator('.number'))).toEqual([])
  await act(page, 'Reply')
  await page.getByRole('dialog').getByLabel('Text').waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
  expect(await cutIn(page.getByRole('dialog').locator('.mantine-Modal-title, .mantine-Modal-header'))).toEqual([])
  expect(await page.evaluate('window.isHurt')).toBe(undefined)
})

inChromium('a long name is shortened as a heading and as a title, between characters, and turns nothing around', async () => {
  const { db, invoice, address } = debtorOf('lengthy')
  const name = `\u202E${'x'.repeat(79)}😀${' Limited'.repeat(80)}`
  db.customers.update((q) => q.where({ id: invoice.customer }), { data: (row) => void (row.customer_company_name = name) })
  const page = await openPage(address)
  const heading = page.getByRole('heading', { level: 1 })
  await expect.poll(() => page.title()).toBe(`${'x'.repeat(79)}… · People · lengthy · arsim`)
  expect(await heading.locator('bdi').innerText()).toMatch(/Limited.*…$/)
  expect(await sticksOut(page)).toBe(false)
  const company = db.companies.findFirst((q) => q.where({ id: invoice.company }))?.name
  await page.getByText(`A customer of ${company}`, { exact: true }).waitFor()
})

inChromium('a world without people says what would bring some', async () => {
  simulator.fork('none', { scenario: 'empty' })
  const page = await openPage('/~none/people')
  await page.getByText('There are no customers').waitFor()
})

for (const [size, scheme] of [
  ['phone', 'dark'],
  ['desk', 'light'],
] as const)
  inChromium(`axe finds nothing on a ${size}, ${scheme}, and nothing sticks out`, async () => {
    const { address } = debtorOf('default')
    const page = await openPage(size === 'phone' ? '/~default/people' : address, { size, scheme })
    await page.getByRole('table').getByRole('row').nth(1).waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })

inChromium('who acts types at once, and a payment of a later day is announced', async () => {
  const { invoice, address } = debtorOf('announcing')
  const page = await openPage(address)
  const form = page.getByRole('dialog')
  await act(page, 'Reply')
  await form.waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await page.keyboard.type('We have moved.')
  expect(await form.getByLabel('Text').inputValue()).toBe('We have moved.')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Pay ${invoice.invoice_number}` }).click()
  await form.getByLabel('Amount').fill('2')
  await form.getByLabel('Date').fill('2030-01-01')
  await form.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByText('The payment is announced for 1 Jan 2030.').waitFor()
  const coming = page.getByRole('region', { name: 'Money on its way' })
  await coming.getByText(`${invoice.invoice_number}: $2.00 announced`).waitFor()
})

inChromium('what more than a thousand customers owe is known of each of them, and of each customer as a whole', async () => {
  const db = collections(simulator.world('vast'))
  const [company = ''] = db.companies.findMany().map(({ id }) => id)
  const customers = db.customers.createMany(1_001, (at) => ({ customer_company_name: `Numbered ${at}`, company }))
  const last = customers.at(-1)?.id ?? ''
  const due = (due_date: string) => () => ({ customer: last, company, amount: 10, issue_date: '2024-12-01', due_date })
  const paid = db.invoices.createMany(1_000, due('2025-01-01'))
  db.payments.createMany(paid.length, (at) => ({ invoice: paid[at]?.id ?? '', payment_date: '2025-02-01' }))
  db.invoices.createMany(1_002, due('2026-07-01'))
  const page = await openPage('/~vast/people?search=Numbered+1000')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload()
  await page.getByRole('heading', { name: '1 customer', exact: true }).waitFor()
  const line = page.getByRole('table', { name: 'Customers' }).getByRole('row').nth(1)
  await line.getByText('$10,020.00').first().waitFor()
  expect(asked.filter((url) => url.includes('/__sim/tables/'))).toEqual([])
  await line.getByRole('button').click()
  const open = page.getByRole('region', { name: 'Open invoices' })
  await open.getByText('$10,020.00 in 1,002').waitFor()
  await open.getByRole('table').getByText('due in 30 days').first().waitFor()
  expect(await open.getByRole('table').getAttribute('aria-rowcount')).toBe('1003')
})

inChromium('where the CRM API is not served, People says so', async () => {
  const page = await onlyAr.openPage('/~default/people/users')
  await page.getByText('The CRM API is not served').waitFor()
})

const onlyAr = useDashboard({ apis: ['ar'] })
const onlyCrm = useDashboard({ apis: ['crm'] })

inChromium('where the AR API is not served, pages of it say so, and People begins with those of the CRM', async () => {
  const page = await onlyCrm.openPage('/~default/people')
  await page.getByRole('radio', { name: 'CRM users', checked: true }).waitFor({ state: 'attached' })
  await page.getByRole('radiogroup', { name: 'Who' }).getByText('Customers').click()
  await page.getByText('The AR API is not served').waitFor()
  const books = await onlyCrm.openPage('/~default/books')
  await books.getByText('The AR API is not served').waitFor()
})
