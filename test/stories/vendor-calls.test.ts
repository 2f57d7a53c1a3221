import { expect } from 'vitest'
import { createSimulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

/** The calls that the vendor's pages show, with the sample that stands for each id. */
const calls: readonly (readonly [call: string, body?: unknown])[] = [
  ['GET integrations'],
  ['POST integrations/{connections.merge_active}/sync'],
  ['POST integrations/{connections.merge_active}/disconnect'],
  ['POST integrations/{connections.nylas_inactive}/reactivate'],
  ['PATCH integrations/{connections.nylas_own}', { allow_shared_sending: true, mailbox_bcc_emails: ['archive@example.com'] }],
  ['POST integrations/merge/link-token'],
  ['GET sync/status'],
  ['GET actions?category=needs_action'],
  ['GET actions/{actions.proposed}'],
  [
    'POST actions/{actions.proposed}/approve',
    { final_content: 'Hi Acme, following up on invoice #1042...', comment: 'Reviewed and approved.' },
  ],
  ['POST actions/{actions.proposed}/reject', { reason: 'Customer already paid — no action needed.' }],
  ['POST actions/{actions.proposed}/send', { channel_id: 'thread_abc123', response_deadline: '2026-06-01T17:00:00Z' }],
  ['POST actions/{actions.proposed}/cancel', { reason: 'Invoice is in dispute — pausing collection.' }],
  ['POST actions/{actions.proposed}/complete'],
  ['GET communications/threads?customer_id={customers.active}&communication_type=email'],
  ['GET communications/threads/{threads.email}'],
  ['GET communications/emails'],
  ['GET communications/emails/{threads.email}'],
  [
    'POST communications/log-manual',
    {
      customer_id: '{customers.active}',
      communication_type: 'call',
      notes: 'Spoke with AP manager. She confirmed payment will process on June 5.',
      invoice_ids: ['{invoices.current}'],
      timestamp: '2026-05-12T14:30:00Z',
      is_resolved: false,
    },
  ],
  ['GET thread-notes'],
  ['POST thread-notes', { thread_id: '{threads.email}', content: 'AP confirmed check is in the mail.' }],
  ['GET sequences'],
  ['POST sequences', { name: 'Net-60 Reminder Sequence', timezone: 'America/Chicago' }],
  ['GET sequences/{sequences.active}'],
  ['GET sequences/{sequences.active}/overview'],
  [
    'POST sequences/{sequences.active}/steps',
    {
      step_type: 'reminder',
      label: 'Day 7 Follow-up',
      offset_days: 7,
      offset_time: '09:00',
      subject_template: 'Following up on invoice {{invoice.number}}',
    },
  ],
  ['GET sequences/{sequences.active}/steps/{steps.with_history}'],
  ['PUT sequences/{sequences.draft}/steps/{steps.without_history}', { label: 'Day 7 Follow-up' }],
  ['DELETE sequences/{sequences.draft}/steps/{steps.without_history}'],
  [
    'POST sequence-enrollments',
    { sequence_id: '{sequences.active}', customer_id: '{customers.active}', start_date: '2026-06-01' },
  ],
  ['POST sequences/{sequences.active}/enrollments/bulk', { customer_ids: ['{customers.active}'], start_date: '2026-06-01' }],
  ['POST sequence-enrollments/{enrollments.active}/stop'],
  ['GET sequences/queue'],
  ['POST sequences/queue/{scheduled_steps.ready_reminder}/send', { sender_connection_id: '{connections.nylas_own}' }],
  ['PATCH sequences/{sequences.active}', { sender_connection_id: '{connections.nylas_own}' }],
  ['POST sequences/{sequences.draft}', { action: 'activate' }],
  ['POST sequences/{sequences.active}', { action: 'archive' }],
]

rule('D conventions-9', 'every call that the vendor’s pages show succeeds, with ids and token from the guide', async () => {
  for (const clock of ['frozen', 'running'] as const) {
    const { url, close } = await serve(createSimulator({ clock }), { port: 0 })
    for (const [line, body] of calls) {
      const guide = await (await fetch(`${url}/__sim`)).json()
      const [company] = guide.companies
      const [method = '', path = ''] = line.split(' ')
      const filled = (text: string) =>
        text.replace(/(?<!\{)\{(\w+)\.(\w+)\}/g, (_, group: string, name: string) => guide.samples[group][name])
      const response = await fetch(`${guide.ar.base_url}/companies/${company.id}/${filled(path)}`, {
        method,
        headers: { authorization: `Token ${company.members[0].token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: filled(JSON.stringify(body)) }),
      })
      expect(response.ok, `${line}: ${response.status} ${await response.text()}`).toBe(true)
    }
    await close()
  }
})

/** The calls that the CRM's page lists, in its order. Its `:id` and `:threadId` stand for any; the rest is as the page has it. */
const crmCalls: readonly (readonly [call: string, body?: unknown])[] = [
  ['GET oauth/providers'],
  ['GET oauth/google/authorize'],
  ['GET oauth/google/callback?{callback}'],
  ['DELETE oauth/google'],
  ['GET connections'],
  ['GET connections/{crm_connections.active}/status'],
  ['POST connections/{crm_connections.active}/sync', { type: 'email' }],
  ['POST connections/{crm_connections.active}/refresh'],
  ['GET email/inbox?folder=inbox&q=a&unread=true&page=1&limit=5'],
  ['GET email/folders/counts'],
  ['PATCH email/{crm_emails.inbox}/read'],
  ['PATCH email/{crm_emails.inbox}/star'],
  ['PATCH email/{crm_emails.inbox}/archive'],
  ['POST email/send', { to: ['recipient@company.com'], subject: 'Follow up', body: '...', cc: [], bcc: [] }],
  ['GET email/threads/contact/42'],
  ['GET email/thread/{threadId}'],
  ['POST email/match', { emailAddress: 'contact@company.com', entityType: 'contact', entityId: 42 }],
  ['POST email/sync'],
  ['GET calendar/events?start=2026-01-01&end=2027-01-01T00:00:00Z'],
  ['GET calendar/events/{crm_events.upcoming}'],
  [
    'POST calendar/events',
    {
      title: 'Client Meeting',
      start: '2026-07-01T14:00:00Z',
      end: '2026-07-01T15:00:00Z',
      description: 'Quarterly review',
      attendees: ['contact@company.com'],
    },
  ],
  ['PATCH calendar/events/{crm_events.upcoming}', { title: 'Client Meeting' }],
  ['PUT calendar/events/{crm_events.upcoming}', { title: 'Client Meeting' }],
  ['DELETE calendar/events/{crm_events.upcoming}'],
  ['GET calendar/events/entity/contact/42'],
  ['POST calendar/sync'],
  ['GET documents/config'],
  ['POST documents/upload', { fileName: 'contract.pdf', contentType: 'application/pdf', entityType: 'account', entityId: 1 }],
  ['POST documents/{crm_documents.arrived}/confirm'],
  ['GET documents'],
  ['GET documents/entity/account/1'],
  ['GET documents/{crm_documents.active}'],
  ['GET documents/{crm_documents.active}/download'],
  ['DELETE documents/{crm_documents.active}'],
  ['PATCH documents/{crm_documents.active}/archive'],
]

rule('D crm-conventions-6', 'every call that the CRM’s page lists succeeds, its bodies as they stand', async () => {
  for (const clock of ['frozen', 'running'] as const) {
    const { url, close } = await serve(createSimulator({ clock, oauth: 'auto' }), { port: 0 })
    for (const [line, body] of crmCalls) {
      const guide = await (await fetch(`${url}/__sim`)).json()
      const call = (method: string, path: string, sent?: unknown) =>
        fetch(`${guide.crm.base_url}/${path}`, {
          method,
          redirect: 'manual',
          headers: { authorization: `Bearer ${guide.crm_users[0].accessToken}`, 'content-type': 'application/json' },
          ...(sent !== undefined && { body: JSON.stringify(sent) }),
        })
      const authorize = async () =>
        new URL((await call('GET', 'oauth/google/authorize')).headers.get('location') ?? '').searchParams
      const filled = async (path: string) => {
        if (path.includes('{callback}')) return path.replace('{callback}', String(await authorize()))
        const { threadId } = (await (await call('GET', 'email/inbox?limit=1')).json()).data[0]
        return path
          .replace('{threadId}', threadId)
          .replace(/\{(\w+)\.(\w+)\}/g, (_, group: string, name: string) => guide.samples[group][name])
      }
      const [method = '', path = ''] = line.split(' ')
      const response = await call(method, await filled(path), body)
      const isRedirect = /authorize|callback/.test(path)
      expect(isRedirect ? response.status === 302 : response.ok, `${line}: ${response.status} ${await response.text()}`).toBe(
        true,
      )
      // Whoever disconnects connects again, to try what follows.
      if (line.startsWith('DELETE oauth'))
        expect((await call('GET', `oauth/google/callback?${await authorize()}`)).status).toBe(302)
    }
    await close()
  }
})

rule(
  'D crm-email-14',
  'the vendor’s match links the mail of its address to its contact',
  { when: 'a CRM record is matched', on: ['CRM mail', 'CRM records'] },
  () => {
    const { crm } = crmClient()
    const threads = () => crm('GET email/threads/contact/42').body.data
    expect(threads()).toEqual([])
    const match = { emailAddress: 'contact@company.com', entityType: 'contact', entityId: 42 }
    expect(crm('POST email/match', match).body.data).toEqual({ matched: 1 })
    expect(threads()).toMatchObject([{ messageCount: 1 }])
  },
)
