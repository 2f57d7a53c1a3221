import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { ID_RULE } from '../../../src/core/worlds.ts'
import { copiedBy, cutIn, focusedName, inChromium, problemsOf, sizes, sticksOut, useDashboard } from './open.ts'

const { simulator, openPage } = useDashboard()
/** Where the right edge of something is. */
async function rightOf(what: Locator): Promise<number> {
  const box = await what.boundingBox()
  return box ? box.x + box.width : Number.POSITIVE_INFINITY
}
const ids = () => simulator.worlds.map(({ id }) => id)

inChromium('a world is made from a form, listed, and deleted', async () => {
  const page = await openPage('/~default/worlds', { mayLog: ['400'] })
  await page.getByRole('button', { name: 'New world' }).click()
  await page.getByLabel('Name').fill('no spaces')
  await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click()
  await page.getByRole('dialog').getByRole('alert').getByText(ID_RULE).waitFor()
  await page.getByLabel('Name').fill('made')
  expect(await copiedBy(page, 'make a world')).toContain(`--data-raw '{"id":"made"}'`)
  await page.getByLabel('Seed').fill('7')
  expect(await copiedBy(page, 'make a world')).toContain(`--data-raw '{"id":"made","seed":7}'`)
  await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click()
  await page.getByRole('table').getByText('seed 7').waitFor()
  expect(simulator.world('made').base.seed).toBe(7)

  await page.getByRole('button', { name: 'Delete made', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('The world “made” is deleted.').waitFor()
  expect(ids()).not.toContain('made')
})

const living = useDashboard({ life: 'on' })

inChromium('a world for which only a clock is chosen lives as the one that the server started', async () => {
  const page = await living.openPage('/~default/worlds')
  await page.getByRole('button', { name: 'New world' }).click()
  await page.getByRole('combobox', { name: 'Clock' }).click()
  await page.getByRole('option', { name: 'frozen' }).click()
  expect(await copiedBy(page, 'make a world')).toContain(`--data-raw '{"life":"on","clock":"frozen"}'`)
  await page.getByRole('combobox', { name: 'Life' }).click()
  await page.getByRole('option', { name: 'off' }).click()
  expect(await copiedBy(page, 'make a world')).toContain(`--data-raw '{"life":"off","clock":"frozen"}'`)
})

inChromium('two worlds are compared, row by row', async () => {
  const one = simulator.fork('one')
  const other = simulator.fork('other', { from: 'one' })
  other.clock.advance('P1D')
  expect(one.changes()).toEqual([])
  const page = await openPage('/~default/worlds/one/other')
  await page.getByRole('heading', { name: /^one and other differ in \d+ rows$/ }).waitFor()
  await page.getByRole('table', { name: 'Rows that differ' }).getByText('only in other').first().waitFor()
})

inChromium('what comes to differ shows by itself, and each line opens to both sides with a way to the row', async () => {
  const left = simulator.fork('left')
  const right = simulator.fork('right', { from: 'left' })
  const page = await openPage('/~left/worlds/left/right')
  await page.getByText('Both have the same rows').waitFor()
  right.clock.advance('P1D')
  await page.getByRole('heading', { name: /^left and right differ in \d+ rows$/ }).waitFor()
  expect(left.changes()).toEqual([])
  const line = page.getByRole('button', { name: /: open / }).first()
  const [table, id] = (await line.getAttribute('aria-label'))?.split(': open ') ?? []
  await line.click()
  const side = page.getByRole('dialog', { name: 'What differs' })
  await side.getByRole('columnheader', { name: 'right' }).waitFor()
  expect(await side.getByRole('link').getAttribute('href')).toBe(`/~right/data/${table}/${id}`)
  await page.keyboard.press('Escape')
  await side.waitFor({ state: 'detached' })
  const added = page.getByRole('row').filter({ hasText: 'only in right' }).first()
  await added.getByRole('button').click()
  await side.getByText('only in right', { exact: true }).waitFor()
})

inChromium('whole worlds are read one time after the other, however much happens, and the last of it shows', async () => {
  simulator.fork('calm')
  const busy = simulator.fork('busy', { from: 'calm' })
  const page = await openPage('/~calm/worlds/calm/busy')
  await page.getByText('Both have the same rows').waitFor()
  let asked = 0
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/~busy/__sim/state?*', async (route) => {
    asked++
    const response = await route.fetch()
    if (asked === 1) await released
    await route.fulfill({ response })
  })
  const told = () => page.waitForResponse('**/__sim/worlds')
  busy.clock.advance('PT1S')
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(1)
  busy.clock.advance('PT1S')
  await told()
  busy.clock.advance('P1D')
  await told()
  await told()
  expect(asked).toBe(1)
  release()
  await page.getByRole('heading', { name: /^calm and busy differ in \d+ rows$/ }).waitFor()
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(2)
})

inChromium('a world that is deleted while it is compared stays away, and so does one that is misspelt', async () => {
  simulator.fork('brief')
  const page = await openPage('/~default/worlds/default/brief', { mayLog: ['404'] })
  await page.getByText('Both have the same rows').waitFor()
  await page.getByRole('button', { name: 'Delete brief', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('There is no world “brief”').waitFor()
  expect(ids()).not.toContain('brief')
  await page.getByRole('button', { name: 'Close the comparison' }).click()
  await page.getByText('There is no world “brief”').waitFor({ state: 'detached' })
  await page.goto(page.url().replace(/\/worlds.*/, '/worlds/default/defualt'))
  await page.getByText('There is no world “defualt”').waitFor()
  expect(ids()).not.toContain('defualt')
})

inChromium('a world that goes while its page is open stays away, and the page says so', async () => {
  simulator.fork('fleeting')
  const page = await openPage('/~fleeting/clock', { mayLog: ['404', 'ERR_INCOMPLETE_CHUNKED_ENCODING'] })
  await page.getByText('Nothing has happened yet').waitFor()
  simulator.remove('fleeting')
  await page.getByText('There is no world “fleeting”').waitFor()
  expect(ids()).not.toContain('fleeting')
  await page.getByRole('button', { name: 'Make it', exact: true }).click()
  await page.getByText('Nothing has happened yet').waitFor()
})

inChromium('what had the focus before a dialog has it again behind it', async () => {
  const page = await openPage('/~default/worlds')
  const opener = page.getByRole('button', { name: 'New world' })
  await opener.click()
  await page.getByLabel('Name').focus()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => focusedName(page)).toBe('New world')
  simulator.fork('doomed')
  await page.getByRole('button', { name: 'Delete doomed', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => focusedName(page)).toBe('Delete doomed')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete doomed', exact: true }).waitFor({ state: 'detached' })
  await expect.poll(() => focusedName(page)).toBe('Worlds')
})

inChromium('a world has the longest name there is', async () => {
  const id = 'w'.repeat(64)
  simulator.fork(id)
  const page = await openPage(`/~${id}/`, { size: 'phone' })
  await page.getByText('Call as').waitFor()
  expect(await sticksOut(page)).toBe(false)
})

inChromium('what can be done to a world is in sight on every screen', async () => {
  simulator.fork('sighted')
  for (const size of ['desk', 'phone'] as const) {
    const page = await openPage('/~default/worlds/default/sighted', { size })
    for (const name of ['Delete sighted', 'Close the comparison'])
      expect(await rightOf(page.getByRole('button', { name, exact: true }))).toBeLessThan(sizes[size].width)
  }
})

inChromium('on a desk every column of the worlds is whole', async () => {
  simulator.fork('measured').clock.advance('PT59M')
  const page = await openPage('/~default/worlds')
  const table = page.getByRole('table', { name: 'Worlds' })
  await table.getByText('59 minutes').waitFor()
  expect(await cutIn(table)).toEqual([])
  expect(await cutIn(table.getByRole('cell'))).toEqual([])
})

inChromium('a search is in the address, and what it finds is counted', async () => {
  simulator.fork('sought')
  const page = await openPage('/~default/worlds')
  await page.getByRole('textbox', { name: 'Search worlds' }).fill('sough')
  await page.waitForURL('**/~default/worlds?search=sough')
  await page.getByRole('heading', { name: '1 world', exact: true }).waitFor()
  await page.getByRole('status').getByText('1 world', { exact: true }).waitFor({ state: 'attached' })
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Search worlds' }).inputValue()).toBe('sough')
})

inChromium('the switch leads to the same place in another world, with what is looked for there', async () => {
  simulator.world('next')
  const page = await openPage('/~default/data/invoices?search=INV')
  await page.getByRole('combobox', { name: 'World' }).click()
  await page.getByRole('option', { name: 'next' }).click()
  await page.waitForURL('**/~next/data/invoices?search=INV')
})

inChromium('the switch leads to the same page of another world, and the address survives a reload', async () => {
  simulator.world('next')
  const page = await openPage('/~default/worlds')
  await page.getByRole('combobox', { name: 'World' }).click()
  await page.getByRole('option', { name: 'next' }).click()
  await page.waitForURL('**/~next/worlds')
  await page.reload()
  await page.getByText('this one').waitFor()
  expect(await page.getByRole('combobox', { name: 'World' }).inputValue()).toBe('next')
})

inChromium('the switch says how many worlds it does not list, and finds them', async () => {
  for (let at = 0; at < 60; at++) simulator.fork(`many-${at}`)
  const page = await openPage('/~default/faults')
  const more = simulator.worlds.length - 50
  await page.getByRole('combobox', { name: 'World' }).click()
  await page.getByText(`and ${more} more worlds: type to find one`).waitFor()
  await page.getByRole('combobox', { name: 'World' }).fill('many-59')
  await page.getByRole('option', { name: 'many-59' }).click()
  await page.waitForURL('**/~many-59/faults')
})

inChromium('axe finds nothing on a phone, and nothing sticks out', async () => {
  const page = await openPage('/~default/worlds', { size: 'phone' })
  await page.getByRole('table').getByRole('link', { name: 'default' }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
})

inChromium('what happens in a world is no reason to read the list of all of them', async () => {
  const world = simulator.world('chatty')
  const page = await openPage('/~chatty/clock')
  await page.getByText('Nothing has happened yet').waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  for (let at = 1; at <= 3; at++) {
    world.clock.advance('PT1S')
    await page
      .getByText('the clock went on')
      .nth(at - 1)
      .waitFor()
  }
  expect(asked.filter((path) => path.endsWith('/__sim/clock')).length).toBeGreaterThan(1)
  expect(asked.filter((path) => path === '/__sim/worlds').length).toBeLessThan(2)
})
