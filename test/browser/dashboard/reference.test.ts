import { expect } from 'vitest'
import type { Guide } from '../../../src/ui/data/queries.ts'
import { inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, read, openPage } = useDashboard()

inChromium('a call is tried: it is made in this world, as the member who is chosen', async () => {
  simulator.world('tried')
  const page = await openPage('/~tried/reference/ar/approveAction', { mayLog: ['401'] })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"status": "processing"').waitFor()
  const [entry] = simulator.world('tried').calls('approveAction')
  expect(entry?.response.status).toBe(200)

  await page.getByRole('combobox', { name: 'Call as' }).click()
  await page.getByRole('option', { name: 'Nobody' }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"detail":').waitFor()
  expect(simulator.world('tried').calls('approveAction')[1]?.response.status).toBe(401)
})

inChromium('what was sent is there again for who has looked at its entry', async () => {
  simulator.world('again')
  const page = await openPage('/~again/reference/ar/createCustomer')
  const body = page.getByRole('textbox', { name: 'Body' })
  const edited = JSON.stringify({ customer_company_name: 'Edited Ltd' }, null, 2)
  const usual = await body.inputValue()
  await body.fill(edited)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"customer_company_name": "Edited Ltd"').last().waitFor()
  await page.getByRole('link', { name: 'Calls', exact: true }).click()
  await page.getByRole('button', { name: /open 1, POST/ }).waitFor()
  await page.goBack()
  await expect.poll(() => body.inputValue()).toBe(edited)
  await page.getByRole('link', { name: 'List customers' }).click()
  await page.getByRole('link', { name: 'Create a customer' }).click()
  await expect.poll(() => body.inputValue()).toBe(edited)
  await page.reload()
  await expect.poll(() => body.inputValue()).toBe(usual)
})

inChromium('what was not filled in follows the world for who comes back', async () => {
  const { clock } = simulator.world('days')
  const page = await openPage('/~days/reference/ar/logManualCommunication')
  const body = page.getByRole('textbox', { name: 'Body' })
  const caller = page.getByRole('combobox', { name: 'Call as' })
  await body.focus()
  await caller.click()
  await page.getByRole('option').nth(1).click()
  const [usual, chosen] = [await body.inputValue(), await caller.inputValue()]
  await page.getByRole('link', { name: 'Clock', exact: true }).click()
  await page.getByRole('heading', { name: 'Clock', level: 1 }).waitFor()
  clock.advance('P60D')
  await page.goBack()
  await expect.poll(() => body.inputValue()).toContain('2026-07-11')
  expect(usual).not.toContain('2026-07-11')
  expect(await caller.inputValue()).toBe(chosen)
})

inChromium('who is no longer in a world is not called as', async () => {
  const { id } = simulator.fork(undefined, { seed: 1 })
  const page = await openPage(`/~${id}/reference/ar/approveAction`, { mayLog: ['404'] })
  const caller = page.getByRole('combobox', { name: 'Call as' })
  await caller.click()
  await page.getByRole('option').nth(1).click()
  await page.getByRole('link', { name: 'Worlds', exact: true }).click()
  await page.getByRole('heading', { name: 'Worlds', level: 1 }).waitFor()
  simulator.remove(id)
  simulator.fork(id, { seed: 5 })
  await page.goBack()
  await page.waitForURL('**/approveAction')
  const [company] = read<Guide>(id, '/__sim').companies ?? []
  // The page hears of it when it follows the world again.
  await expect.poll(() => caller.inputValue(), { timeout: 15_000 }).toContain(`${company?.members[0]?.name}, `)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"status": "processing"').waitFor()
})

inChromium('operations are found by words, have addresses of their own, and lead to others', async () => {
  const page = await openPage('/~default/reference')
  await page.getByRole('heading', { name: 'Time and worlds' }).waitFor()
  await page.getByRole('textbox', { name: 'Search operations' }).fill('approve post')
  await page.getByRole('link', { name: 'Approve an action' }).click()
  await page.waitForURL('**/~default/reference/ar/approveAction')
  await page.reload()
  await page.getByText('draft_subject', { exact: true }).waitFor()
  await page.getByText('Example: a proposed action becomes processing').click()
  await page.getByText('"customer_name": ').waitFor()
  await page.locator('.answers').getByRole('link', { name: 'Get an action' }).click()
  await page.waitForURL('**/~default/reference/ar/getAction')
})

inChromium('a call of the control API is copied as it would be sent, and a body that is no JSON is not sent', async () => {
  const page = await openPage('/~default/reference/sim/setClock')
  await page.getByRole('textbox', { name: 'Body' }).fill('{"advance":"P9D"}')
  await page.getByRole('button', { name: /^Copy the call/ }).click()
  await page.getByRole('menuitem', { name: 'curl' }).click()
  await page.getByText('Copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('/~default/__sim/clock')
  expect(copied).toContain('{"advance":"P9D"}')
  await page.getByRole('textbox', { name: 'Body' }).fill('{"advance"')
  await page.getByText('This is not JSON.').waitFor()
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
})

inChromium('an answer that never ends is shown as far as it came', async () => {
  const page = await openPage('/~default/reference/sim/streamJournal')
  await page.getByRole('combobox', { name: 'follow' }).click()
  await page.getByRole('option', { name: 'true' }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('the beginning of a long answer').waitFor()
})

inChromium('where an answer leads elsewhere, it is told where, and not followed', async () => {
  const page = await openPage('/~default/reference/crm/authorizeOauth')
  await page.getByRole('button', { name: 'Send' }).click()
  // The status itself stands on the page before: among the answers that there may be.
  await page.getByText(/^It leads to http/).waitFor()
  const entry = simulator.world().calls('authorizeOauth').at(-1)
  expect(entry?.response.status).toBe(302)
  expect(await page.getByText(`It leads to ${entry?.response.headers.location}`).count()).toBe(1)
})

inChromium('who is chosen calls with a token that is good, however far the clock has moved', async () => {
  const { clock } = simulator.world('later')
  const page = await openPage('/~later/reference/crm/listInbox')
  clock.advance('PT1H')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText(/in [\d,]+ ms/).waitFor()
  expect(simulator.world('later').calls('listInbox')[0]?.response.status).toBe(200)
})

inChromium('where the connection breaks, that is said, and which fault did it', async () => {
  const { faults } = simulator.world('broken')
  const page = await openPage('/~broken/reference/ar/createCustomer', { mayLog: ['net::ERR'] })
  const { id } = faults.add({ connection: 'garbage', times: 1 })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('alert').getByText('No answer').waitFor()
  await page.getByText(`The connection broke. The call met ${id}. It was not carried out.`).waitFor()
  const lost = faults.add({ lose: 'response', times: 1 })
  await page.getByRole('button', { name: 'Send' }).click()
  await page
    .getByText(`The connection broke. The call met ${lost.id}. It was carried out, and the answer would have been 201.`)
    .waitFor()
  await page.route('**/~broken/api/**', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('No answer came. It may have been done all the same: look before you do it again.').waitFor()
  faults.add({ connection: 'truncated', times: 1 })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('the connection broke before all had come').waitFor()
  expect(await page.getByText('It has no body.').count()).toBe(0)
})

inChromium('what has to be filled in first is named, and an API that there is not is told', async () => {
  const page = await openPage('/~default/reference/ar/getAction')
  await page.getByRole('combobox', { name: 'action_id' }).fill('')
  await page.getByText('First fill in action_id.').waitFor()
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
  await page.getByRole('combobox', { name: 'action_id' }).fill('..')
  await page.getByText('A path with “..” leads elsewhere.').waitFor()
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
  const lost = await openPage('/~default/reference/zzz')
  await lost.getByText('There is no API “zzz” here').waitFor()
  const control = await openPage('/~default/reference/control/setClock')
  await control.getByText('PATCH', { exact: true }).first().waitFor()
})

for (const [path, size, scheme] of [
  ['ar/listActions', 'desk', 'light'],
  ['sim/addFault', 'phone', 'dark'],
  ['', 'phone', 'light'],
] as const)
  inChromium(`axe finds nothing on a ${size}, ${scheme}, and nothing sticks out: ${path || 'the list'}`, async () => {
    const page = await openPage(`/~default/reference/${path}`, { size, scheme })
    await page.getByRole(path ? 'button' : 'link', { name: path ? 'Send' : 'List actions' }).waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
  })
