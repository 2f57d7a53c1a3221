import { expect } from 'vitest'
import { inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, send, openPage } = useDashboard()
const list = (world: string) => send(world, 'GET', '/actions?page_size=1')
const makeCustomer = (world: string, name: string) => send(world, 'POST', '/customers', { customer_company_name: name })

inChromium('a thousand calls are followed as they come, and filtered as one types', async () => {
  const world = simulator.world('busy')
  const page = await openPage('/~busy/calls')
  await page.getByText('Nobody has called yet').waitFor()
  for (let at = 0; at < 999; at++) list('busy')
  send('busy', 'GET', '/nothing-is-here')
  await page.getByRole('heading', { name: '1,000 entries' }).waitFor()
  const table = page.getByRole('table', { name: 'Journal' })
  expect(await table.getByRole('row').count()).toBeLessThan(60)
  await page.getByLabel('Search the journal').fill('nothing-is')
  await page.getByRole('heading', { name: '1 of 1,000 entries' }).waitFor()
  await page.getByLabel('Search the journal').fill('')
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: '4xx' }).click()
  await page.getByRole('heading', { name: '1 of 1,000 entries' }).waitFor()
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Clock' }).click()
  await page.getByText('No entry fits all of these filters.').waitFor()
  expect(world.journal.last).toBe(1_000)
})

inChromium('an entry shows what was sent, answered and changed; the copied call does the same', async () => {
  expect(makeCustomer('looked', 'first').status).toBe(201)
  const page = await openPage('/~looked/calls')
  await page.getByRole('button', { name: /open 1, POST/ }).click()
  await page.waitForURL('**/~looked/calls/1')
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('heading', { name: /^It changed \d+ rows?$/ }).waitFor()
  await drawer.getByRole('row', { name: 'customer_company_name first' }).waitFor()
  expect(await drawer.getByLabel('The body of the request').textContent()).toContain('"first"')
  expect(await problemsOf(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Copy the call: this call' }).click()
  await page.getByRole('menuitem', { name: 'fetch' }).click()
  await page.getByText('Copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  await page.evaluate(`(async () => { ${copied.replace('"first"', '"second"')} })()`)
  expect(simulator.world('looked').journal.entry(2)).toMatchObject({ operation: 'createCustomer', response: { status: 201 } })
})

inChromium('a world is opened as it was before a call, and taken back to there', async () => {
  for (const name of ['first', 'second', 'third']) makeCustomer('gone', name)
  const ids = () => simulator.worlds.map(({ id }) => id)
  const before = ids()
  const page = await openPage('/~gone/calls/2')
  await page.getByRole('button', { name: 'Open the world before this', exact: true }).click()
  await page.getByText('is as gone was before entry 2').waitFor()
  const [opened = ''] = ids().filter((id) => !before.includes(id))
  expect(page.url()).toContain(`/~${opened}/`)
  expect(simulator.world(opened).changes()).toEqual([])

  await page.goBack()
  await page.getByRole('button', { name: 'Undo back to here', exact: true }).click()
  await page
    .getByRole('dialog', { name: /^Undo entry 2/ })
    .getByRole('button', { name: 'Undo', exact: true })
    .click()
  await page.getByText('2 entries undone.').waitFor()
  await page.getByRole('heading', { name: '1 entry' }).waitFor()
  expect(
    simulator
      .world('gone')
      .journal.entries()
      .map(({ number }) => number),
  ).toEqual([1])
})

inChromium('what is read further down stays where it is, and newer entries wait above', async () => {
  for (let at = 0; at < 100; at++) list('read')
  const page = await openPage('/~read/calls')
  await page.getByRole('heading', { name: '100 entries' }).waitFor()
  await page.getByRole('table', { name: 'Journal' }).evaluate((table) => table.scrollTo(0, 1_600))
  await page.getByRole('button', { name: /open 55,/ }).waitFor()
  list('read')
  await page.getByRole('button', { name: '1 newer one' }).click()
  await page.getByRole('button', { name: /open 101,/ }).waitFor()
})

inChromium('axe finds nothing on a phone, and nothing sticks out', async () => {
  list('small')
  send('small', 'GET', '/nothing-is-here')
  const page = await openPage('/~small/calls', { size: 'phone' })
  await page.getByRole('button', { name: /open 2,/ }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
})
