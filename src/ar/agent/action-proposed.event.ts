import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { Action, type ActionRow, actions } from '../actions/action.ts'
import { threads } from '../communications/thread.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { closedExample } from '../invoices/refuse-closed.ts'
import { drafted } from './draft.ts'
import { agentMistakes } from './mistakes/agent-mistake.ts'
import { askedMistakes, type Mistake } from './mistakes/mistake.ts'
import { earlierLetter, otherInvoice, otherName } from './mistakes/wrong.ts'
import { milestoneAt, type Occasion } from './occasion.ts'
import { fresh } from './propose.ts'
import { daysLate } from './situation.ts'
import type { LetterText } from './words.ts'

type Draft = Pick<ActionRow, 'draft_subject' | 'draft_content'>

const CLOSED = 'The invoice is closed, so there is nothing to propose.'
const NO_LETTER = 'A draft belongs to an e-mail.'
const IMPOSSIBLE = 'The books have nothing to make this mistake with: no other invoice, no other customer, or no earlier e-mail.'

export const actionProposed = defineEvent({
  type: 'action.proposed',
  summary: 'The agent proposes an action about an invoice.',
  description:
    'The texts are made from the invoice, unless the draft is given. With `mistake` the draft is wrong in that way: it states an older balance, names another invoice, greets another customer, threatens, or says what was said before. The API does not show it; only the simulator knows, in a row of `agent_mistakes`. A draft that is given stays as it is. With `thread` the e-mail answers that message.',
  target: invoices.at('invoice'),
  body: z.object({
    invoice: Uuid,
    action_type: Action.shape.action_type.default('email'),
    thread: Uuid.optional(),
    draft_subject: FilledText.optional(),
    draft_content: FilledText.optional(),
    mistake: z.enum(askedMistakes).optional(),
  }),
  references: { thread: threads },
  rules: [
    { refuse: CLOSED, when: ({ target }) => !isOpen(target) },
    {
      refuse: 'The thread belongs to another customer.',
      when: ({ world, target, body }) => (threadOf(world, body)?.customer ?? target.customer) !== target.customer,
    },
    {
      refuse: NO_LETTER,
      when: ({ body }) =>
        body.action_type !== 'email' && (body.draft_subject ?? body.draft_content ?? body.mistake ?? body.thread) !== undefined,
    },
    {
      refuse: IMPOSSIBLE,
      when: ({ world, target, body }) =>
        body.mistake !== undefined && body.draft_content === undefined && !wrongLetter(world, target, body),
    },
  ],

  handle({ world, target, body }) {
    const { id, company, customer } = target
    const { action_type, mistake, thread } = body
    const action = world.create(actions, {
      ...fresh,
      company,
      customer,
      invoice: id,
      action_required: true,
      thread: thread ?? null,
      response_deadline: null,
      metadata: {},
      ...drafted(world, target, { occasion: occasionOf(world, target), thread }, action_type),
      ...(mistake && wrongLetter(world, target, body)),
      ...written(body),
    })
    if (mistake) world.create(agentMistakes, { action: action.id, kind: mistake })
    return { action: action.id }
  },

  examples: [
    {
      name: 'an e-mail about the invoice waits for approval, with its facts in the draft',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'actions',
              before: null,
              after: {
                status: 'proposed',
                action_type: 'email',
                invoice: '$samples.invoices.past_due_1_30',
                is_recommended: true,
                action_required: true,
              },
            },
          ],
        },
      },
    },
    {
      name: 'a call has no draft',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_90p', action_type: 'call' },
      expect: { status: 201, body: { rows: [{ after: { action_type: 'call', draft_subject: null, draft_content: null } }] } },
    },
    {
      name: 'a draft that is given is the draft',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', draft_subject: 'Hello', draft_content: 'Please pay.' },
      expect: { status: 201, body: { rows: [{ after: { draft_subject: 'Hello', draft_content: 'Please pay.' } }] } },
    },
    {
      name: 'a mistake is kept where no call shows it',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', mistake: 'wrong_tone' },
      expect: {
        status: 201,
        body: { rows: [{ table: 'actions' }, { table: 'agent_mistakes', after: { kind: 'wrong_tone' } }] },
      },
    },
    closedExample(CLOSED),
    {
      name: 'refuses a draft for a call',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', action_type: 'call', draft_content: 'Please pay.' },
      expect: { status: 400, body: { error: { message: NO_LETTER } } },
    },
    {
      name: 'refuses to repeat what was never written',
      mark: 'C',
      given: (world, sample) => {
        const about = world.table(actions).in('ofInvoice', sample('companies.0.id'), sample('samples.invoices.current'))
        for (const { id } of [...about.keys()]) world.table(actions).delete(id)
      },
      body: { invoice: '$samples.invoices.current', mistake: 'duplicate' },
      expect: { status: 400, body: { error: { message: IMPOSSIBLE } } },
    },
    {
      name: 'refuses to answer a message of another customer',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', thread: '$samples.threads.email' },
      given: (world, sample) => {
        const thread = world.table(threads).get(sample('samples.threads.email'))
        if (thread) world.save(threads, { ...thread, customer: sample('samples.customers.prospect') })
      },
      expect: { status: 400, body: { error: { message: 'The thread belongs to another customer.' } } },
    },
    {
      name: 'refuses to answer a message that does not exist',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', thread: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 400, body: { error: { details: [{ field: 'thread' }] } } },
    },
    {
      name: 'refuses a mistake that the agent does not make, and an invoice that does not exist',
      mark: 'C',
      body: { invoice: '00000000-0000-4000-8000-00000000dead', mistake: 'typo' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'mistake', message: '"typo" is not a valid choice.' }, { field: 'invoice' }] } },
      },
    },
  ],
})

const threadOf = (world: World, { thread = '' }: { thread?: string | undefined }) => world.table(threads).get(thread)

/** The letter with a mistake in it; undefined where the books have nothing to make that with. */
function wrongLetter(
  world: World,
  invoice: InvoiceRow,
  { thread, mistake }: { thread?: string | undefined; mistake?: Mistake | undefined },
): Draft | undefined {
  const letter = (about: InvoiceRow, repeats?: LetterText): Draft => {
    const found = { occasion: occasionOf(world, about), thread, mistake, repeats }
    const { draft_subject, draft_content } = drafted(world, about, found, 'email')
    return { draft_subject, draft_content }
  }
  if (mistake === 'wrong_customer' && otherName(world, invoice) === undefined) return undefined
  const about = mistake === 'wrong_invoice' ? otherInvoice(world, invoice) : invoice
  if (mistake !== 'duplicate') return about && letter(about)
  const earlier = earlierLetter(world, invoice)
  return earlier && letter(invoice, earlier)
}

/** What the age of an invoice is an occasion for. */
const occasionOf = (world: World, invoice: InvoiceRow): Occasion => milestoneAt(daysLate(world, invoice))?.occasion ?? 'due_soon'

const written = ({ draft_subject, draft_content }: { [Field in keyof Draft]?: string | undefined }): Partial<Draft> => ({
  ...(draft_subject !== undefined && { draft_subject }),
  ...(draft_content !== undefined && { draft_content }),
})
