/** The dashboard under a control token, below a path of an Express app, before pages of other sites, and without its server. */
import type { Simulator } from 'arsim'
import { collections } from 'arsim/data'
import { simulatorRouter } from 'arsim/express'
import { type Serving, serve } from 'arsim/server'
import express from 'express'
import { expect } from 'vitest'
import { listening } from '../../support/listening.ts'
import { openEmptySite } from '../empty-site.ts'
import { copiedBy, inChromium, openTab, useDashboard } from './open.ts'

const TOKEN = 'open-sesame'
const held = useDashboard({ controlToken: TOKEN })
/** Its worlds have nobody once their company is gone. */
const bound = useDashboard({ controlToken: TOKEN, apis: ['ar'], scenario: 'empty' })
const below = useDashboard({}, mounted)

let serving: Serving
const stopping = useDashboard({ clock: 'running' }, async (simulator) => {
  serving = await serve(simulator, { port: 0 })
  return { url: serving.url, close: () => serving.close() }
})

async function mounted(simulator: Simulator) {
  const app = express().use('/tools/arsim', simulatorRouter(simulator))
  const { origin, close } = await listening(app)
  return { url: `${origin}/tools/arsim`, close }
}

inChromium('the control token is asked for once, a wrong one is told, and it is kept for the session', async () => {
  const page = await held.openPage('/~default/', { mayLog: ['401'] })
  expect(await page.locator('input[type=password]').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.locator('input[type=password]').fill('wrong')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This is not the token.').waitFor()
  await page.locator('input[type=password]').fill(TOKEN)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
  expect(held.simulator.world().journal.last).toBe(0)
  await page.reload()
  await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(TOKEN)

  const copied = await copiedBy(page, 'reset')
  expect(copied).toContain('$ARSIM_CONTROL_TOKEN')
  expect(copied).not.toContain(TOKEN)
})

inChromium('where nobody can call an API, the first call is one that names the control token', async () => {
  const { companies } = collections(bound.simulator.world('bare'))
  for (const company of companies.findMany()) companies.delete(company)
  const page = await bound.openPage('/~bare/', { mayLog: ['401'] })
  await page.locator('input[type=password]').fill(TOKEN)
  await page.getByRole('button', { name: 'Continue' }).click()
  const first = page.getByRole('region', { name: 'a first call' })
  await first.filter({ hasText: '/~bare/__sim' }).waitFor()
  expect(await first.textContent()).toContain('$ARSIM_CONTROL_TOKEN')
  expect(await first.textContent()).not.toContain(TOKEN)
})

inChromium('a page says that the server does not answer, stops counting, and goes on once it answers', async () => {
  const page = await stopping.openPage('/~default/clock', { mayLog: ['Failed to load resource', 'ERR_'] })
  const time = () => page.locator('header time').textContent()
  const before = await time()
  await expect.poll(time).not.toBe(before)
  await serving.close()
  await page.getByText('The server does not answer.').waitFor()
  await page.locator('.world-mode', { hasText: 'last known' }).waitFor()
  const stopped = await time()
  // It asks again after a second, and after two more.
  for (let times = 0; times < 2; times++) await page.waitForEvent('requestfailed')
  expect(await time()).toBe(stopped)
  serving = await serve(stopping.simulator, { port: Number(new URL(serving.url).port) })
  await page.getByText('The server does not answer.').waitFor({ state: 'detached' })
  await expect.poll(time).not.toBe(stopped)
})

inChromium('below a path of an Express app the pages are whole: addresses, acts, and what is copied', async () => {
  const page = await below.openPage('/~default/')
  await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
  await page.getByText(`${below.url}/~default/__sim`).first().waitFor()
  await page.getByRole('link', { name: 'Worlds' }).click()
  await page.waitForURL('**/tools/arsim/~default/worlds')
  await page.reload()
  await page.getByText('this one').waitFor()
  await page.getByRole('link', { name: 'API reference' }).click()
  await page.getByRole('link', { name: 'List actions' }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"customer_name":').first().waitFor()
  expect(below.simulator.world().calls('listActions')).toHaveLength(1)
})

inChromium('a page of another site can neither frame the dashboard, nor read it, nor run its files', async () => {
  const inside = await below.openPage('/~default/')
  const file = await inside.locator('script[src]').first().getAttribute('src')
  const page = await openTab()
  await page.goto(await openEmptySite())
  const { origin } = new URL(below.url)
  const found = await page.evaluate(
    async ({ url, script }) => {
      const failed = (work: Promise<unknown>) =>
        work.then(
          () => 'done',
          () => 'refused',
        )
      const loaded = (element: HTMLElement) =>
        new Promise<string>((resolve) => {
          element.onload = () => resolve('loaded')
          element.onerror = () => resolve('refused')
          document.body.append(element)
        })
      const frame = Object.assign(document.createElement('iframe'), { src: url })
      await loaded(frame)
      return {
        read: await failed(fetch(url, { headers: { accept: 'text/html' } })),
        steer: await failed(
          fetch(`${url}__sim/reset`, { method: 'POST', body: '{}' }).then((answer) =>
            answer.ok ? answer : Promise.reject(answer),
          ),
        ),
        script: await loaded(Object.assign(document.createElement('script'), { src: script })),
        title: frame.contentDocument?.title ?? 'hidden',
      }
    },
    { url: `${below.url}/~default/`, script: origin + file },
  )
  expect(found).toEqual({ read: 'refused', steer: 'refused', script: 'refused', title: 'hidden' })
  expect(
    await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.locator('#dashboard').count()),
    ),
  ).toEqual([0])
})
