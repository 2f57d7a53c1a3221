import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { toNumber, toWeekday } from '../../../src/ui/parts/format.ts'
import { focusedName, inChromium, problemsOf, sticksOut, useDashboard } from './open.ts'

const { simulator, openPage } = useDashboard()

inChromium('the clock is advanced, and what happened is told', async () => {
  const { clock } = simulator.world('moved')
  const page = await openPage('/~moved/clock')
  await page.getByText('Nothing has happened yet').waitFor()
  await page.getByRole('region', { name: 'What is due' }).getByRole('listitem').first().waitFor()
  const [next] = clock.pending()
  await page.getByRole('button', { name: 'To the next thing due', exact: true }).click()
  await page
    .getByRole('status')
    .getByText(/ happened until .*: /)
    .waitFor()
  expect(clock.now()).toBe(next?.at)
  await page
    .getByRole('status')
    .getByText(`${next && simulator.world('moved').summaryOf(next)}`)
    .waitFor()
  const behind = page.getByRole('region', { name: 'What happened' })
  await behind
    .getByText(`${next && simulator.world('moved').summaryOf(next)}`)
    .first()
    .waitFor()
  let to = Date.parse(clock.now())
  for (const [name, seconds] of [
    ['a second', 1],
    ['an hour', 3_600],
    ['a day', 86_400],
    ['a week', 7 * 86_400],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click()
    to += seconds * 1_000
    await expect.poll(() => Date.parse(clock.now()), { timeout: 30_000 }).toBe(to)
  }
  await behind.getByText(toWeekday(new Date(to))).waitFor()
  await page.getByRole('region', { name: 'What is due' }).getByRole('listitem').first().waitFor()
})

inChromium('the clock goes to a date, but not back, and not further than one move goes', async () => {
  const { clock } = simulator.world('dated')
  const [first] = clock.pending()
  const quiet = new Date(Date.parse(`${first?.at}`) - 1_000).toISOString().slice(0, 19)
  const page = await openPage('/~dated/clock')
  const date = page.getByLabel('To a date (UTC)')
  const go = page.getByRole('button', { name: 'Go', exact: true })
  await date.fill('2026-05-01T00:00:00')
  await page.getByText('The clock never goes back.').waitFor()
  expect(await go.isDisabled()).toBe(true)
  await date.fill('2028-06-01T00:00:00')
  await page.getByText('One move goes at most 400 days: to 6 Jul 2027 from here.').waitFor()
  expect(await go.isDisabled()).toBe(true)
  await date.fill(quiet)
  await page.getByRole('button', { name: 'Copy the call: go to a date' }).click()
  await page.getByRole('menuitem', { name: 'curl' }).click()
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`{"now":"${quiet}Z"}`)
  await go.press('Enter')
  await page.getByText(/^Until .* nothing was due\.$/).waitFor()
  expect(clock.now()).toBe(`${quiet}Z`)
  expect(await date.inputValue()).toBe('')
  expect(await go.isDisabled()).toBe(true)
  expect(await focusedName(page)).toBe('Go')
  clock.setMode('running')
  await page.getByRole('button', { name: 'Freeze', exact: true }).waitFor()
  expect(await page.locator('#clock-problem').count()).toBe(0)
})

inChromium('what happened beyond the first thousand of a move is counted', async () => {
  simulator.fork('long', { settings: { life: 'on' } })
  const page = await openPage('/~long/clock')
  await page.getByLabel('To a date (UTC)').fill('2026-09-29T14:00:00')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await page.getByText('The first 1,000 are listed under Behind.').waitFor()
  const entry = simulator.world('long').journal.entries({ kind: 'clock' }).at(-1)
  const [count, told] = entry?.kind === 'clock' ? [entry.count, entry.fired.length] : []
  expect(told).toBe(1_000)
  const more = `and ${toNumber(Number(count) - 1_000)} more things`
  await page.getByRole('region', { name: 'What happened' }).getByText(more).waitFor()
  await page.getByRole('link', { name: 'changes' }).first().click()
  await page.getByRole('dialog').getByText(more).waitFor()
})

inChromium('the clock runs, and is frozen again', async () => {
  const { clock } = simulator.world('running')
  const page = await openPage('/~running/clock')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: 'Freeze', exact: true }).waitFor()
  expect(clock.mode).toBe('running')
  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
  expect(clock.mode).toBe('frozen')
  // Nobody moved it, so nothing is said of what was due.
  expect(await page.getByText(/^Until /).count()).toBe(0)
})

inChromium('axe finds nothing on a phone, and nothing sticks out', async () => {
  simulator.world('small').clock.advance('P2D')
  const page = await openPage('/~small/clock', { size: 'phone' })
  await page.getByRole('region', { name: 'What happened' }).waitFor()
  await page.getByRole('region', { name: 'What is due' }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
})

inChromium('while the clock moves, the button that was pressed is busy, and no other can be pressed', async () => {
  const { clock } = simulator.world('slow')
  const page = await openPage('/~slow/clock')
  const day = page.getByRole('button', { name: 'a day', exact: true })
  let answer = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/~slow/__sim/clock', async (route) => {
    if (route.request().method() === 'PATCH') await asked
    await route.continue()
  })
  await day.click()
  await page.locator('button[data-loading]', { hasText: 'a day' }).waitFor()
  expect(await page.getByRole('button', { name: 'a week', exact: true }).isDisabled()).toBe(true)
  expect(await page.locator('button[data-loading]').count()).toBe(1)
  await day.dispatchEvent('click')
  answer()
  await page.getByText(/ happened until /).waitFor()
  expect(clock.now()).toBe('2026-06-02T14:00:00Z')
})

inChromium('a button keeps the focus while it is busy: who presses its key again moves the clock again', async () => {
  const { clock } = simulator.world('keys')
  const page = await openPage('/~keys/clock')
  const hour = page.getByRole('button', { name: 'an hour', exact: true })
  await hour.focus()
  for (const now of ['15', '16', '17']) {
    await page.keyboard.press('Enter')
    await expect.poll(() => clock.now()).toBe(`2026-06-01T${now}:00:00Z`)
    await page.locator('button[data-loading]').waitFor({ state: 'detached' })
    expect(await hour.evaluate((button) => button === document.activeElement)).toBe(true)
  }
  // What the next one is about changes as soon as the clock has moved.
  const next = page.getByRole('button', { name: 'To the next thing due', exact: true })
  await next.focus()
  for (let times = 0; times < 4; times++) {
    const [due] = clock.pending()
    await page.keyboard.press('Enter')
    await expect.poll(() => clock.now()).toBe(due?.at)
    await page.locator('button[data-loading]').waitFor({ state: 'detached' })
    expect(await next.evaluate((button) => button === document.activeElement)).toBe(true)
  }
  expect(await page.locator('button:not(form button)[type=submit]').count()).toBe(0)
})

inChromium('what is read of what is due stays where it is while the clock moves', async () => {
  const { clock } = simulator.world('ahead')
  const page = await openPage('/~ahead/clock')
  const ahead = page.getByRole('region', { name: 'What is due' })
  await ahead.evaluate((list) => list.scrollTo(0, 700))
  const place = await placeIn(ahead)
  const [first, second] = clock.pending()
  clock.advance('PT1S')
  clock.moveTo(`${first?.at}`)
  if (second?.at !== first?.at) clock.moveTo(`${second?.at}`)
  const now = await page.getByRole('time').first().getAttribute('datetime')
  await expect.poll(() => page.getByRole('time').first().getAttribute('datetime')).not.toBe(now === clock.now() ? '' : now)
  await expect.poll(() => placeIn(ahead)).toEqual(place)
})

/** What a list shows 100 pixels below its top, and where that stands. */
const placeIn = async (list: Locator) => {
  const found = () =>
    list.evaluate((element) => {
      const { left, top } = element.getBoundingClientRect()
      const line = document.elementFromPoint(left + 20, top + 100)?.closest('li')
      return line && { title: line.querySelector('.moment')?.textContent, at: Math.round(line.getBoundingClientRect().top - top) }
    })
  await expect.poll(found).toBeTruthy()
  return found()
}

inChromium('what is read of what happened stays where it is, and leads on to older moves', async () => {
  const { clock } = simulator.world('behind')
  for (let day = 0; day < 51; day++) clock.advance('P1D')
  const page = await openPage('/~behind/clock')
  await page.getByRole('heading', { name: 'Behind: the newest 50 moves' }).waitFor()
  const behind = page.getByRole('region', { name: 'What happened' })
  await behind.evaluate((list) => list.scrollTo(0, 1_000))
  const place = await placeIn(behind)
  clock.advance('P1D')
  await expect.poll(() => behind.evaluate(({ scrollTop }) => scrollTop > 1_000)).toBe(true)
  expect(await placeIn(behind)).toEqual(place)
  await behind.evaluate((list) => list.scrollTo(0, list.scrollHeight))
  await behind.getByRole('link', { name: 'All moves are on the page Calls' }).press('Enter')
  await page.getByRole('heading', { name: /^52 / }).waitFor()
})
