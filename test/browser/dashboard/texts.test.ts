/** What customers and companies are called is text, whatever it is. */

import { collections } from 'arsim/data'
import { expect } from 'vitest'
import { inChromium, sticksOut, useDashboard } from './open.ts'

const { simulator, openPage } = useDashboard()

const texts = {
  markup: '<img src="https://evil.example/x.png" onerror="window.ran = 1"><b>bold</b>',
  script: '"><script>window.ran = 1</script>',
  'right to left': 'שלום \u202e gnirts עולם',
  'a long word': 'W'.repeat(10_000),
  emoji: '👩‍👩‍👧‍👦 🇺🇳 e\u0301\u0301\u0301',
  'a template': '{{constructor.constructor("window.ran = 1")()}}',
}

for (const [kind, text] of Object.entries(texts))
  inChromium(`${kind} for a name is shown as it is, and breaks nothing`, async () => {
    const id = kind.replaceAll(' ', '-')
    const world = simulator.world(id)
    const db = collections(world)
    for (const { id: company } of db.companies.findMany())
      db.companies.update((q) => q.where({ id: company }), { data: () => ({ name: text }) })
    const page = await openPage(`/~${id}/`, { size: 'phone' })
    await page.locator('.figure strong', { hasText: /^\d/ }).nth(2).waitFor()
    await page
      .locator('bdi', { hasText: text.slice(0, 40) })
      .first()
      .waitFor()
    expect(await sticksOut(page)).toBe(false)

    await page.goto(page.url().replace(/\/~.*/, `/~default/worlds/default/${id}`))
    await page.getByRole('table', { name: 'Rows that differ' }).getByText(text.slice(0, 40)).first().waitFor()
    expect(await sticksOut(page)).toBe(false)

    await page.goto(page.url().replace(/\/~.*/, `/~${id}/reference/ar/listMembers`))
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText(/in [\d,]+ ms/).waitFor()
    expect(await sticksOut(page)).toBe(false)
    expect(await page.evaluate('window.ran')).toBeUndefined()
  })
