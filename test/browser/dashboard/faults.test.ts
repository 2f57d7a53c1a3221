import { expect } from 'vitest'
import { copiedBy, cutIn, focusedName, inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, send, openPage } = useDashboard()

const askFor = (world: string) => send(world, 'GET', '/actions')

const presets = [
  ['Down', { answer: { status: 503 } }],
  ['Slow', { delayMs: 2_000, jitterMs: 1_000 }],
  ['Flaky', { connection: 'reset', probability: 0.1 }],
  ['Rate limit', { answer: { status: 429, headers: { 'retry-after': '30' } }, after: 100, times: 20 }],
  ['Lost answer', { match: { method: 'POST' }, lose: 'response', times: 1 }],
] as const

inChromium('what goes wrong often is armed in two clicks, and all of it removed in one', async () => {
  const world = simulator.world('presets')
  const page = await openPage('/~presets/faults')
  await page.getByText('Nothing goes wrong').waitFor()
  for (const [title, fault] of presets) {
    await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Arm', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(world.faults.list().at(-1)).toMatchObject(fault)
  }
  await page.getByRole('table', { name: 'Armed faults' }).getByText('the response is lost').waitFor()
  expect(await sticksOut(page)).toBe(false)
  expect(await problemsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove all', exact: true }).click()
  await page.getByText('Nothing goes wrong').waitFor()
  expect(world.faults.list()).toEqual([])
})

inChromium(
  'a fault is filled in, refused at its field, armed, hit and removed; the call that is copied does the same',
  async () => {
    const world = simulator.world('form')
    const page = await openPage('/~form/faults', { mayLog: ['400 (Bad Request)'] })
    await page.getByRole('button', { name: 'New fault' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Operation').fill('listAction')
    await form.getByLabel('Status').fill('418')
    await form.getByLabel('Headers').fill('x-a: 1:2\nx-b: 3')
    await form.getByRole('group', { name: 'The answer' }).getByLabel('Body').fill('{"tea":true}')
    await form.getByLabel('Late by, in ms').pressSequentially('1,000')
    expect(await form.getByLabel('Late by, in ms').inputValue()).toBe('1000')
    await form.getByLabel('Late by, in ms').fill('')
    await form.getByLabel('Times').fill('2')
    await form.getByRole('button', { name: 'Arm', exact: true }).click()
    await form.getByText('Did you mean "listActions"?').waitFor()
    await form.getByLabel('Operation').fill('listActions')
    const matching = form.getByRole('group', { name: /^With which calls/ }).getByLabel('Body')
    await matching.fill('{')
    await form.getByText('The body that must match: This is not JSON.').waitFor()
    await matching.fill('')
    const fault = {
      match: { operation: 'listActions' },
      answer: { status: 418, headers: { 'x-a': '1:2', 'x-b': '3' }, body: { tea: true } },
      times: 2,
    }
    expect(await copiedBy(page, 'arm')).toContain(JSON.stringify(fault))
    await form.getByRole('button', { name: 'Arm', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    expect(world.faults.list()).toMatchObject([fault])

    expect(askFor('form').status).toBe(418)
    const row = page.getByRole('row', { name: /^fault-1 answered with 418/ })
    await row.locator('strong', { hasText: '1' }).waitFor()
    askFor('form')
    await row.getByText('used up').waitFor()
    expect(askFor('form').status).toBe(200)
    world.faults.add({ delayMs: 1 })
    await page.getByRole('button', { name: 'Remove fault-2', exact: true }).waitFor()
    await row.getByRole('button', { name: 'Remove fault-1', exact: true }).press('Enter')
    await expect.poll(() => focusedName(page)).toBe('Armed faults')
    await page.getByRole('button', { name: 'Remove fault-2', exact: true }).press('Enter')
    await page.getByText('Nothing goes wrong').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('page')
    expect(world.faults.list()).toEqual([])
  },
)

inChromium('the fault that a call met is found by its id', async () => {
  const { faults } = simulator.world('named')
  const { id: met } = faults.add({ answer: { status: 500 }, times: 1 })
  const { id: later } = faults.add({ answer: { status: 503 }, times: 1 })
  expect(askFor('named').status).toBe(500)
  const page = await openPage('/~named/calls/3')
  await page.getByRole('dialog').getByRole('link', { name: met, exact: true }).click()
  const armed = page.getByRole('table', { name: 'Armed faults' })
  await armed.getByRole('row', { name: new RegExp(`^${met} answered with 500`) }).waitFor()
  await armed.getByRole('row', { name: new RegExp(`^${later} answered with 503`) }).waitFor()
  await armed.getByText('used up').waitFor()
  const cells = armed.getByRole('cell')
  expect([...(await cutIn(cells)), ...(await cutIn(cells.locator('.cut')))]).toEqual([])
})

inChromium('axe finds nothing in the form on a phone, dark, and nothing sticks out', async () => {
  const page = await openPage('/~default/faults', { size: 'phone', scheme: 'dark' })
  await page.getByRole('button', { name: /^Down/ }).click()
  await page.getByRole('dialog').getByLabel('Chance').waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
})
