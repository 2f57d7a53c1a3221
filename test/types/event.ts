/** What must not compile of events. `npm run check` fails where one of these lines is fine, or where another is not. */
import * as z from 'zod'
import { customers } from '../../src/ar/customers/customer.ts'
import { defineEvent } from '../../src/core/call/event.ts'
import { createSimulator, type EventBody } from '../../src/index.ts'

const world = createSimulator().world()
const customer = ''

const { result } = world.emit('customer.replied', { customer, body: 'Hello' })
const thread: string = result.thread
world.emit('customer.replied', { customer, body: 'Hello', thread, requires_response: false })

// @ts-expect-error it tells of no such thing
result.colour

// @ts-expect-error there is no such event
world.emit('customer.replyed', { customer, body: 'Hello' })

// @ts-expect-error an answer has a body
world.emit('customer.replied', { customer })

// @ts-expect-error an answer has no such field
world.emit('customer.replied', { customer, body: 'Hello', colour: 'red' })

// @ts-expect-error it is a boolean
const body: EventBody<'customer.replied'> = { customer, body: 'Hello', requires_response: 'no' }

const common = { summary: '', examples: [{ name: '', mark: 'C', body: {}, expect: { status: 201 } }] } as const

defineEvent({
  ...common,
  type: 'customer.waved',
  target: customers.at('customer'),
  body: z.object({ customer: z.string(), times: z.int().default(1) }),
  rules: [{ refuse: 'Nobody waves twice.', when: ({ target, body }) => target.is_person && body.times > 1 }],
  handle: ({ target, body }) => ({ name: target.customer_company_name, waves: body.times + 1 }),
})

defineEvent({
  ...common,
  type: 'customer.waved',
  // @ts-expect-error the body has no such field
  target: customers.at('client'),
  body: z.object({ customer: z.string() }),
  handle: () => ({}),
})

defineEvent({
  ...common,
  type: 'customer.waved',
  body: z.object({ customer: z.string() }),
  // @ts-expect-error the body names no row
  handle: ({ target }) => ({ target }),
})

defineEvent({
  ...common,
  type: 'customer.waved',
  body: z.object({ customer: z.string() }),
  // @ts-expect-error the body has no such field
  references: { client: customers },
  handle: () => ({}),
})

defineEvent({
  ...common,
  type: 'customer.waved',
  body: z.object({ customer: z.string() }),
  handle: () => ({}),
  // @ts-expect-error the first is shown to everybody
  examples: [],
})

export { body }
