import { collections } from 'arsim/data'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Guide } from '../../../src/ui/data/queries.ts'
import { hostileTexts } from './hostile-texts.ts'
import { copiedBy, focusedName, inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, send, read, openPage } = useDashboard()

/** An e-mail that the first company sent, that can come back, and that nobody has answered. */
function sentOf(id: string) {
  const world = simulator.world(id)
  const db = collections(world)
  const mailboxes = db.connections.findMany((q) => q.where({ credential: 'stored', health_status: 'valid', category: 'email' }))
  const works = new Set(mailboxes.map((mailbox) => mailbox.id))
  const [email] = db.threads
    .findMany((q) => q.where({ direction: 'outbound', communication_type: 'email' }))
    .filter(
      ({ connection, recipients, customer }) =>
        works.has(connection ?? '') && recipients.length && db.contacts.findFirst((q) => q.where({ customer })),
    )
    .filter(({ thread_group }) => db.threads.findMany((q) => q.where({ thread_group })).length === 1)
  if (!email) throw new Error('Somebody was written to.')
  return { world, db, email, address: `/~${id}/mail/${email.company}/${email.id}` }
}

const lettersOf = (page: Page) => page.locator('.letter')

inChromium('a conversation is found, read, and answered as the customer; the call that is copied does the same', async () => {
  const { world, db, email } = sentOf('answered')
  const page = await openPage('/~answered/mail')
  await page.getByText(/^\d+ messages$/).waitFor()
  await page.getByRole('textbox', { name: 'Search mail' }).fill(email.id)
  await page.getByText('1 message', { exact: true }).waitFor()
  await page.locator('a.mail').click()
  await page.waitForURL(`**/mail/${email.company}/${email.id}?search=${email.id}`)
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Search mail' }).inputValue()).toBe(email.id)
  await page.getByRole('textbox', { name: /^Answer as / }).fill('The money is on its way.')
  const copied = await copiedBy(page, 'answer')
  expect(copied).toContain('/~answered/__sim/events')
  expect(copied).toContain(`"type":"customer.replied","customer":"${email.customer}","thread":`)
  await page.getByRole('button', { name: 'Answer', exact: true }).press('Enter')
  await lettersOf(page).filter({ hasText: 'The money is on its way.' }).waitFor()
  await expect.poll(() => page.getByRole('textbox', { name: /^Answer as / }).inputValue()).toBe('')
  expect(await focusedName(page)).toBe('Answer')
  const [answer] = db.threads.findMany((q) => q.where({ body: 'The money is on its way.' }))
  expect(answer).toMatchObject({
    direction: 'inbound',
    customer: email.customer,
    thread_group: email.thread_group,
    requires_response: true,
  })
  expect(world.journal.entries({ kind: 'call' })).toEqual([])
})

/** Whether it is wholly where it can be seen. */
const isInSight = (element: Locator): Promise<boolean> =>
  element.evaluate(
    (found) =>
      new Promise((resolve) =>
        new IntersectionObserver(([seen]) => resolve(seen !== undefined && seen.intersectionRatio > 0.99)).observe(found),
      ),
  )

for (const size of ['phone', 'desk'] as const)
  inChromium(`on a ${size} the message that an address names is in sight, and marked`, async () => {
    const id = `long-${size}`
    const { world, db, email } = sentOf(id)
    const body = 'A line of many.\n'.repeat(12)
    for (let at = 0; at < 12; at++) {
      world.emit('customer.replied', { customer: email.customer, thread: email.id, body })
      world.clock.advance('PT1M')
    }
    const letters = db.threads.findMany((q) => q.where({ thread_group: email.thread_group }))
    expect(letters).toHaveLength(13)
    for (const message of [letters[6], letters[12], letters[0]]) {
      const page = await openPage(`/~${id}/mail/${email.company}/${message?.id}`, { size })
      const marked = page.locator('.letter[aria-current]')
      await marked.waitFor()
      await expect.poll(() => isInSight(marked)).toBe(true)
      expect(await marked.count()).toBe(1)
      expect(await marked.locator('.person').last().innerText()).toBe(message?.body)
    }
  })

inChromium('the line of the conversation that is open is in sight, however far down', async () => {
  const { email } = sentOf('default')
  const { rows } = read<{ rows: { id: string }[] }>(
    'default',
    `/__sim/tables/threads?company=${email.company}&sort=-timestamp&page_size=100`,
  )
  const page = await openPage(`/~default/mail/${email.company}/${rows.at(-1)?.id}`)
  const line = page.locator('a.mail[aria-current]')
  await line.waitFor()
  await expect.poll(() => isInSight(line)).toBe(true)
})

inChromium('on a phone who goes back to the list is where they were, one step back', async () => {
  const page = await openPage('/~default/mail', { size: 'phone' })
  const step = () => page.evaluate(() => [location.pathname, navigation.currentEntry?.index])
  const before = await step()
  const line = page.locator('a.mail').nth(30)
  await line.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await line.click()
  await lettersOf(page).first().waitFor()
  const conversation = await step()
  await page.getByRole('button', { name: 'All messages' }).click()
  await line.waitFor()
  await expect.poll(() => line.evaluate((element) => element === document.activeElement)).toBe(true)
  await expect.poll(() => isInSight(line)).toBe(true)
  expect(await step()).toEqual(before)
  // Opened by its address.
  const other = await openPage(`${conversation[0]}`, { size: 'phone' })
  const index = () => other.evaluate(() => navigation.currentEntry?.index)
  const at = await index()
  await other.getByRole('button', { name: 'All messages' }).click()
  await other.locator('a.mail').first().waitFor()
  expect(await index()).toBe(at)
})

inChromium('on a phone who goes back from a message that harmed somebody is in that folder again, one step back', async () => {
  const { world, db, email } = sentOf('harm-phone')
  world.clock.moveTo('2026-06-07T14:00:00Z')
  const owed = db.invoices.findMany((q) => q.where({ company: email.company, closed_as: null }))
  const invoice = owed.find(
    ({ customer, balance }) => balance > 0 && db.contacts.findFirst((q) => q.where({ customer, is_primary: true })),
  )
  expect(send('harm-phone', 'POST', `/invoices/${invoice?.id}/send-reminder`).status).toBe(200)
  const page = await openPage(`/~harm-phone/mail/${email.company}?folder=harm`, { size: 'phone' })
  const step = () => page.evaluate(() => [location.href, navigation.currentEntry?.index])
  const line = page.locator('a.mail').first()
  await line.waitFor()
  const before = await step()
  await line.click()
  await lettersOf(page).first().waitFor()
  await page.getByRole('button', { name: 'All messages' }).click()
  await line.waitFor()
  expect(await step()).toEqual(before)
})

inChromium('harms that are read late push no message out of sight', async () => {
  const { world, db, email } = sentOf('late')
  for (let at = 0; at < 12; at++) {
    world.emit('customer.replied', { customer: email.customer, thread: email.id, body: 'A line of many.' })
    world.clock.advance('PT1M')
  }
  const letters = db.threads.findMany((q) => q.where({ thread_group: email.thread_group }))
  const harms = letters.slice(0, 12).map(({ id }, number) => ({
    number,
    at: '2026-06-01T14:00:00Z',
    rule: 'wrong-hour',
    sentence: 'It came at night.',
    rows: [{ table: 'threads', id }],
  }))
  const page = await openPage('/~late/mail', { size: 'phone' })
  const marked = page.locator('.letter[aria-current]')
  const all = '**/~late/__sim/harms*'
  await page.route(all, async (route) => {
    await marked.waitFor()
    await lettersOf(page).nth(12).waitFor()
    await route.fulfill({ json: harms })
  })
  await page.goto(new URL(`/~late/mail/${email.company}/${letters[11]?.id}`, page.url()).href)
  await lettersOf(page).getByRole('alert').first().waitFor()
  await expect.poll(() => isInSight(marked)).toBe(true)
  await page.unroute(all)
})

inChromium('who had a copy, openly or not, is told apart', async () => {
  const { crm_emails } = collections(simulator.world('copies'))
  const [sent] = crm_emails.findMany((q) => q.where({ isSent: true }))
  const readers = { to: ['a@x.example', 'b@x.example'], cc: ['c@x.example'], bcc: ['blind@x.example'] }
  crm_emails.update((q) => q.where((row) => row.id === sent?.id), { data: (row) => void Object.assign(row, readers) })
  const page = await openPage(`/~copies/mail/crm-${sent?.user}/${sent?.id}`)
  const head = page.locator('.letter[aria-current] .letter-who')
  for (const line of ['to a@x.example, b@x.example', 'cc c@x.example', 'bcc blind@x.example'])
    await head.getByText(line, { exact: true }).waitFor()
  await page.locator('.mail-facts').getByText('c@x.example').waitFor()
  expect(await page.locator('.mail-facts').innerText()).not.toContain('blind')
})

inChromium('a letter tells what is attached to it, and leads to its invoices', async () => {
  const { threads, invoices } = collections(simulator.world())
  const letter = threads.findMany().find((row) => row.attachments.length && row.invoices.length)
  const invoice = invoices.findFirst((q) => q.where({ id: letter?.invoices[0] ?? '' }))
  const page = await openPage(`/~default/mail/${letter?.company}/${letter?.id}`)
  const enclosed = page.locator('.letter[aria-current]').getByRole('list', { name: 'Attachments and invoices' })
  await enclosed.getByText(`${letter?.attachments[0]?.filename}`).waitFor()
  await enclosed
    .getByText(/^[\d.]+ k?B$/)
    .first()
    .waitFor()
  expect(await problemsOf(page)).toEqual([])
  await enclosed.getByRole('link', { name: invoice?.invoice_number ?? '', exact: true }).waitFor()
  invoices.update((q) => q.where({ id: invoice?.id ?? '' }), { data: (row) => void (row.invoice_number = 'NEW-1') })
  await enclosed.getByRole('link', { name: 'NEW-1', exact: true }).click()
  await page.waitForURL(`**/data/invoices/${invoice?.id}`)
})

inChromium('an e-mail bounces, and its address says so', async () => {
  const { db, email, address } = sentOf('bounced')
  const page = await openPage(address)
  const own = lettersOf(page).filter({ hasText: email.body.slice(0, 40) })
  await own.getByRole('button', { name: /^Let it bounce/ }).click()
  await own.getByText('bounced', { exact: true }).waitFor()
  await page.locator('.mail-facts').getByText('bounced', { exact: true }).waitFor()
  expect(db.bounces.findMany((q) => q.where({ thread: email.id }))).toHaveLength(1)
})

inChromium('what harmed somebody stands at the letter, and in a list of its own', async () => {
  const { world, db, email, address } = sentOf('harmed')
  // A Sunday.
  world.clock.moveTo('2026-06-07T14:00:00Z')
  const owed = db.invoices.findMany((q) => q.where({ company: email.company, closed_as: null }))
  const invoice = owed.find(
    ({ customer, balance }) => balance > 0 && db.contacts.findFirst((q) => q.where({ customer, is_primary: true })),
  )
  expect(send('harmed', 'POST', `/invoices/${invoice?.id}/send-reminder`).status).toBe(200)
  const harm = world.harms().findLast(({ rule }) => rule === 'wrong-hour')
  const page = await openPage(address)
  await page.getByRole('radiogroup', { name: 'Folder' }).getByText('Harm').click()
  await page
    .locator('a.mail', { hasText: 'wrong-hour' })
    .filter({ hasText: `${harm?.sentence}` })
    .click()
  await lettersOf(page).getByRole('alert').filter({ hasText: 'wrong-hour' }).waitFor()
  await page.getByRole('combobox', { name: 'Mailbox' }).click()
  await page.getByRole('option').nth(1).click()
  await page.getByRole('radiogroup', { name: 'Folder' }).getByText('Harm').click()
  await page.getByText('Nobody was harmed').waitFor()
  await page.getByText('0 harms').waitFor()
})

inChromium('a mailbox of the CRM is read, written to, and answered in', async () => {
  const world = simulator.world('crm')
  const page = await openPage('/~crm/mail', { mayLog: ['400 (Bad Request)'] })
  await page.getByRole('combobox', { name: 'Mailbox' }).click()
  const [user] = read<Guide>('crm', '/__sim').crm_users ?? []
  await page.getByRole('option', { name: `${user?.email}`, exact: true }).click()
  await page.waitForURL(`**/mail/crm-${user?.id}`)
  await page.getByRole('button', { name: 'New e-mail' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('From').fill('no address')
  await form.getByLabel('Subject').fill('An offer')
  await form.getByLabel('Text').fill('Would you like it?')
  await form.getByRole('button', { name: 'Send', exact: true }).click()
  await form.locator('.mantine-InputWrapper-error').waitFor()
  await form.getByLabel('From').fill('new@somewhere.example')
  await form.getByRole('button', { name: 'Send', exact: true }).click()
  await page.locator('a.mail', { hasText: 'An offer' }).click()
  await page.getByRole('textbox', { name: 'Answer as new@somewhere.example' }).fill('Well?')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await lettersOf(page).filter({ hasText: 'Well?' }).waitFor()
  const emails = collections(world).crm_emails.findMany((q) => q.where({ from: 'new@somewhere.example' }))
  expect(emails.map(({ subject, body }) => [subject, body])).toEqual([
    ['An offer', 'Would you like it?'],
    ['Re: An offer', 'Well?'],
  ])
  expect(new Set(emails.map(({ threadId }) => threadId)).size).toBe(1)
})

inChromium('an e-mail to a company from nobody it knows is not shown by the API, and the page says so', async () => {
  const page = await openPage('/~default/mail')
  await page.getByRole('button', { name: 'New e-mail' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('From').fill('nobody@nowhere.example')
  await form.getByLabel('Subject').fill('Hello')
  await form.getByLabel('Text').fill('Who are you?')
  await form.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('no customer has this address').waitFor()
})

inChromium('what a customer writes is text, whatever it is', async () => {
  const { world, email, address } = sentOf('hostile')
  const bodies = Object.values(hostileTexts)
  for (const body of bodies) world.emit('customer.replied', { customer: email.customer, thread: email.id, subject: body, body })
  const page = await openPage(address, { size: 'phone' })
  for (const body of bodies)
    await lettersOf(page)
      .filter({ hasText: body.slice(0, 20) })
      .first()
      .waitFor()
  await page.getByRole('button', { name: 'Show all 10,023 characters' }).click()
  expect(await lettersOf(page).filter({ hasText: hostileTexts.long }).count()).toBe(1)
  expect(await page.locator('iframe').count()).toBe(0)
  expect(await page.evaluate('window.isHurt')).toBe(undefined)
  expect(await sticksOut(page)).toBe(false)
  expect(await problemsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'All messages' }).click()
  await page.locator('a.mail').first().waitFor()
  expect(await sticksOut(page)).toBe(false)
})

inChromium('a page that the app sent is shown in a frame in which nothing runs and nothing is fetched', async () => {
  const { db, email, address } = sentOf('html')
  const html = `<div onclick="top.isHurt = true"><b id="said">Please pay</b><script>top.isHurt = true</script>
    <img src="https://other.example/pixel.gif"><a href="/" target="_top">here</a><form action="/"><button>Pay</button></form></div>`
  db.threads.update((q) => q.where({ id: email.id }), { data: (row) => void (row.body = html) })
  const page = await openPage(address, { mayLog: ['Blocked', 'Content Security Policy', 'is sandboxed'] })
  const frame = page.locator('iframe.mail-frame')
  await frame.contentFrame().locator('#said').waitFor()
  expect(await frame.getAttribute('sandbox')).toBe('')
  await frame.contentFrame().locator('a').click()
  await frame.contentFrame().locator('button').click()
  expect(page.url()).toContain(address)
  expect(await page.evaluate('window.isHurt')).toBe(undefined)
  await page.getByRole('radiogroup', { name: 'Show as' }).getByText('Text').click()
  await lettersOf(page).filter({ hasText: '<b id="said">' }).waitFor()
})

inChromium('the list is gone through by arrows', async () => {
  const page = await openPage('/~default/mail')
  await page.locator('a.mail').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await lettersOf(page).first().waitFor()
  expect(await page.locator('a.mail').nth(1).getAttribute('aria-current')).toBe('true')
})

inChromium('a world without mail says what would bring some', async () => {
  simulator.fork('none', { scenario: 'empty' })
  const page = await openPage('/~none/mail')
  await page.getByText('Approve an e-mail action, or let a customer write').waitFor()
  expect(await problemsOf(page)).toEqual([])
})

for (const [size, scheme] of [
  ['phone', 'dark'],
  ['desk', 'light'],
] as const)
  inChromium(`axe finds nothing on a ${size}, ${scheme}, and nothing sticks out`, async () => {
    const { address } = sentOf('default')
    const page = await openPage(size === 'phone' ? '/~default/mail' : address, { size, scheme })
    await page
      .locator(size === 'phone' ? 'a.mail' : '.letter')
      .first()
      .waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })

inChromium('with the colours of the system, only the conversation that is open has a bar', async () => {
  const page = await openPage(sentOf('default').address, { hasForcedColors: true })
  await page.locator('a.mail[aria-current]').waitFor()
  const colors = (selector: string) =>
    page.locator(selector).evaluateAll((mails) => mails.map((mail) => getComputedStyle(mail).borderLeftColor))
  const [open] = await colors('a.mail[aria-current]')
  const others = await colors('a.mail:not([aria-current])')
  expect(others.length).toBeGreaterThan(1)
  expect(others).not.toContain(open)
  const letter = page.locator('.letter[aria-current]')
  expect(await letter.evaluate((each) => getComputedStyle(each).textDecorationLine)).toBe('none')
})

inChromium('an answer that is not sent is there again when its conversation is', async () => {
  const { db, email, address } = sentOf('unsent')
  const other = db.threads.findFirst((q) =>
    q.where(
      (row) => row.company === email.company && row.communication_type === 'email' && row.thread_group !== email.thread_group,
    ),
  )
  const page = await openPage(address)
  const answer = page.getByRole('textbox', { name: /^Answer as / })
  await answer.fill('Not yet sent.')
  await page.locator('a.mail').filter({ hasNotText: email.subject }).first().click()
  await page.waitForURL((url) => !url.pathname.endsWith(email.id))
  await expect.poll(() => answer.inputValue()).toBe('')
  expect(other).toBeDefined()
  await page.goBack()
  await expect.poll(() => answer.inputValue()).toBe('Not yet sent.')
})

inChromium('a mailbox that there is not is told', async () => {
  const page = await openPage('/~default/mail/nobody')
  await page.getByText('There is no mailbox “nobody”').waitFor()
})
