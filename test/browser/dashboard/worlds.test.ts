import { expect } from 'vitest'
import { inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, openPage } = useDashboard()
const ids = () => simulator.worlds.map(({ id }) => id)

inChromium('a world is made from a form, listed, and deleted', async () => {
  const page = await openPage('/~default/worlds')
  await page.getByRole('button', { name: 'New world' }).click()
  await page.getByLabel('Name').fill('no spaces')
  await page.getByText('A name is 1 to 64 letters').waitFor()
  await page.getByLabel('Name').fill('made')
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click()
  await page.getByRole('table').getByText('default, seed 7').waitFor()
  expect(simulator.world('made').base.seed).toBe(7)

  await page.getByRole('button', { name: 'Delete made', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('The world “made” is deleted.').waitFor()
  expect(ids()).not.toContain('made')
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

inChromium('axe finds nothing on a phone, and nothing sticks out', async () => {
  const page = await openPage('/~default/worlds', { size: 'phone' })
  await page.getByRole('table').getByRole('link', { name: 'default' }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
})
