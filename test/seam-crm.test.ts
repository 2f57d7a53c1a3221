/** The default scenario: whether what comes to mailboxes and calendars tells the day on which it begins, where a world lives. */
import { expect, test } from 'vitest'
import { crmEvents } from '../src/crm/calendar/event.ts'
import { crmConnections } from '../src/crm/connections/connection.ts'
import { crmEmails, type EmailRow } from '../src/crm/email/email.ts'
import { newsletters } from '../src/crm/life/newsletter.ts'
import { createSimulator } from '../src/index.ts'

const WEEKS_MS = 28 * 86_400_000
const isNews = ({ from }: EmailRow): boolean => newsletters.some((each) => each.from === from)

/** What came to each account in the four weeks before it began, and in each of the two times four weeks after. */
function livesOf(seed: number) {
  const world = createSimulator({ seed, life: 'on', apis: ['crm'] }).world()
  const now = world.clock.ms
  world.clock.advance('P56D')
  const within = (from: number, moment: string): boolean => Date.parse(moment) > from && Date.parse(moment) <= from + WEEKS_MS
  const came = (account: string, from: number) => {
    const emails = [...world.table(crmEmails).all()]
      .filter((each) => each.connectionId === account)
      .sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt))
    const opening = emails.filter(({ threadId }, i) => emails.findIndex((each) => each.threadId === threadId) === i)
    const fresh = opening.filter((each) => !each.isSent && within(from, each.receivedAt))
    return {
      letters: fresh.filter((each) => !isNews(each)).length,
      news: fresh.filter(isNews).length,
      shapes: new Set(fresh.filter((each) => !isNews(each)).map(({ body }) => body.replace(/[^\n]+/g, 'text'))),
      meetings: [...world.table(crmEvents).all()].filter((each) => each.connectionId === account && within(from, each.start))
        .length,
    }
  }
  return [...world.table(crmConnections).all()].map(({ id }) => ({
    where: `seed ${seed}, account ${id}`,
    before: came(id, now - WEEKS_MS),
    after: came(id, now),
    later: came(id, now + WEEKS_MS),
  }))
}

const all = [1, 2, 3].flatMap(livesOf)

test('about as much comes to an account after now as before', () => {
  expect(all.some(({ before }) => before.letters > 2 && before.news > 0)).toBe(true)
  for (const { where, before, after, later } of all)
    for (const kind of ['letters', 'news', 'meetings'] as const) {
      const [was, is] = [before[kind], (after[kind] + later[kind]) / 2]
      const what = `${where}: ${kind}, ${was} in four weeks before and ${is} after`
      expect(is, what).toBeLessThanOrEqual(1.6 * was + (kind === 'news' ? 0.5 : 4))
      expect(is, what).toBeGreaterThanOrEqual(0.5 * was - 1)
    }
})

test('letters look after now as they did before', () => {
  const shapes = (when: 'before' | 'later') => [...new Set(all.flatMap((each) => [...each[when].shapes]))]
  expect(shapes('later')).toEqual(shapes('before'))
})
