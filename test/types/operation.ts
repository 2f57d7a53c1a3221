/** What must not compile. `npm run check` fails where one of these lines is fine, or where another is not. */
import * as z from 'zod'
import { actionLifecycle } from '../../src/ar/actions/action.lifecycle.ts'
import { Action, actions } from '../../src/ar/actions/action.ts'
import { threadNotes } from '../../src/ar/communications/thread-note.ts'
import { defineOperation } from '../../src/ar/conventions/operation.ts'
import { invoices } from '../../src/ar/invoices/invoice.ts'
import { defineLifecycle } from '../../src/core/store/lifecycle.ts'
import { defineRows } from '../../src/core/world/rows/rows.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'

const common = { summary: '', source: '', examples: [] }

defineOperation({
  ...common,
  id: 'fine',
  route: 'POST /companies/{company_id}/actions/{action_id}/fine',
  target: actions.at('action_id'),
  body: z.object({ comment: z.string() }),
  responses: { 200: Action },
  fires: 'approve',
  handle: ({ next, body, save, show, reply }) => reply(200, show(save({ ...next, description: body.comment }))),
})

defineOperation({
  ...common,
  id: 'unknownParameter',
  route: 'GET /companies/{company_id}/actions/{action_id}',
  // @ts-expect-error the path has no such parameter
  target: actions.at('id'),
  responses: { 200: Action },
  handle: ({ target, show, reply }) => reply(200, show(target)),
})

defineOperation({
  ...common,
  id: 'badRoute',
  // @ts-expect-error a route begins with a method
  route: 'FETCH /companies',
  responses: { 200: z.object({}) },
  handle: ({ reply }) => reply(200, {}),
})

defineOperation({
  ...common,
  id: 'undeclaredStatus',
  route: 'GET /companies',
  responses: { 200: z.object({}) },
  // @ts-expect-error 201 is not declared
  handle: ({ reply }) => reply(201, {}),
})

defineOperation({
  ...common,
  id: 'wrongBody',
  route: 'GET /companies',
  responses: { 200: z.object({ count: z.number() }) },
  // @ts-expect-error the body has another shape
  handle: ({ reply }) => reply(200, { count: 'three' }),
})

defineOperation({
  ...common,
  id: 'unknownColumn',
  route: 'GET /companies/{company_id}/actions/{action_id}',
  target: actions.at('action_id'),
  responses: { 200: z.object({ it: z.string() }) },
  // @ts-expect-error an action has no such column
  handle: ({ target, reply }) => reply(200, { it: target.colour }),
})

defineOperation({
  ...common,
  id: 'unknownPathValue',
  route: 'GET /companies/{company_id}',
  responses: { 200: z.object({ it: z.string() }) },
  // @ts-expect-error the path has no such parameter
  handle: ({ path, reply }) => reply(200, { it: path.customer_id }),
})

defineLifecycle({
  statuses: ['open', 'shut'],
  // @ts-expect-error there is no such status
  table: [['slam', ['open'], 'shattered']],
})

const world = createSimulator().world()

// @ts-expect-error the table has no such index
world.table(actions).in('ofColour', 'red')

createSimulator({ life: 'on' }).fork('alive', { settings: { oauth: 'auto' } })
createSimulator().fork('alive', { life: 'on' })

// @ts-expect-error there is no such option
createSimulator().fork('alive', { lief: 'on' })

// @ts-expect-error life is on or off
createSimulator().fork('alive', { life: 'yes' })

// @ts-expect-error there is no such setting
createSimulator().fork('alive', { settings: { lief: 'on' } })

// @ts-expect-error life is on or off
createSimulator().fork('alive', { settings: { life: 'yes' } })

// @ts-expect-error a mode of the clock is running or frozen
createSimulator({ clock: 'stopped' })

defineOperation({
  ...common,
  id: 'publicCompany',
  route: 'GET /companies/{company_id}',
  isPublic: true,
  responses: { 200: z.object({ it: z.string() }) },
  // @ts-expect-error nobody has said who calls, so there is no company
  handle: ({ company, reply }) => reply(200, { it: company.name }),
})

defineOperation({
  ...common,
  id: 'companyWithoutPath',
  route: 'GET /companies',
  responses: { 200: z.object({ it: z.string() }) },
  // @ts-expect-error the path names no company
  handle: ({ company, reply }) => reply(200, { it: company.name }),
})

defineOperation({
  ...common,
  id: 'unknownEvent',
  route: 'POST /companies/{company_id}/actions/{action_id}/approove',
  target: actions.at('action_id'),
  responses: { 200: Action },
  // @ts-expect-error the lifecycle of actions has no such event
  fires: 'approove',
  handle: ({ next, save, show, reply }) => reply(200, show(save(next))),
})

defineOperation({
  ...common,
  id: 'eventOfAnotherTable',
  route: 'POST /companies/{company_id}/actions/{action_id}/trigger',
  target: actions.at('action_id'),
  responses: { 200: Action },
  // @ts-expect-error connections are triggered, actions are not
  fires: 'trigger',
  handle: ({ next, save, show, reply }) => reply(200, show(save(next))),
})

defineOperation({
  ...common,
  id: 'handMadeReply',
  route: 'GET /companies',
  responses: { 200: z.object({}) },
  // @ts-expect-error only a call makes a reply
  handle: () => ({ status: 299, body: 5 }),
})

defineOperation({
  ...common,
  id: 'savesUnknownColumn',
  route: 'POST /companies/{company_id}/actions/{action_id}/paint',
  target: actions.at('action_id'),
  responses: { 200: Action },
  // @ts-expect-error an action has no such column
  handle: ({ target, save, show, reply }) => reply(200, show(save({ ...target, colour: 'red' }))),
})

defineOperation({
  ...common,
  id: 'savesWithoutTarget',
  route: 'GET /companies/{company_id}/colours',
  responses: { 200: z.object({}) },
  // @ts-expect-error the path names no row
  handle: ({ save, reply }) => reply(200, save({})),
})

// @ts-expect-error there is no such event
actionLifecycle.can('approove', { status: 'proposed' })

// @ts-expect-error there is no such status
actionLifecycle.apply('approve', { status: 'proposed' }, 'gone')

const note = { company: '', thread: '', content: '', author: null }
world.create(threadNotes, note)

// @ts-expect-error a note needs its author, or that there is none
world.create(threadNotes, { company: '', thread: '', content: '' })

// @ts-expect-error a note has no such column
world.create(threadNotes, { ...note, colour: 'red' })

// @ts-expect-error a rule of another kind
defineRows(threadNotes, { samples: { odd: (row: { colour: string }) => row.colour === 'red' } })

const invoice = {
  company: '',
  customer: '',
  invoice_number: '',
  issue_date: '',
  due_date: '',
  amount: 1,
  closed_as: null,
  labels: [],
}
world.create(invoices, invoice)

// @ts-expect-error the balance follows from the payments
world.create(invoices, { ...invoice, balance: 1 })

// @ts-expect-error there is no such collection
collections(world).colours

// @ts-expect-error what follows from other rows is nobody's collection
collections(world).customer_totals

const approved = world.calls('approveAction')[0]?.response.body.status
const comment: string | undefined = world.calls('approveAction')[0]?.request.body.comment
const token: string | undefined = world.calls('ar.login')[0]?.response.body.token
const tenant: string | undefined = world.calls('crm.login')[0]?.request.body.email
void [approved satisfies z.output<typeof Action>['status'] | undefined, comment, token, tenant]

// @ts-expect-error there is no such operation
world.calls('aproveAction')

// @ts-expect-error the body of the request has no such field
world.calls('approveAction')[0]?.request.body.colour

// @ts-expect-error only one of the logins has a token
world.calls('login')[0]?.response.body.token

// @ts-expect-error the operation is another API's
world.verify('crm.approveAction')
