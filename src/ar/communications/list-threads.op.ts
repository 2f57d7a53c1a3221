import * as z from 'zod'
import type { Key } from '../../core/store/compare.ts'
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import { placeBehind, type Slice } from '../../core/store/select.ts'
import type { World } from '../../core/world/handle.ts'
import { combinations, either, inGroups } from '../conventions/groups.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import {
  pageParameters,
  queryBoolean,
  queryChoice,
  queryChoiceElseFirst,
  queryChoices,
  queryDate,
  queryText,
  queryUuid,
} from '../conventions/query.ts'
import { invoices } from '../invoices/invoice.ts'
import { type Conversation, conversations } from './conversation.ts'
import { communicationTypes, directions } from './message-kind.ts'
import { Thread, type ThreadRow, threads } from './thread.ts'

const Query = z.object({
  ...pageParameters,
  view: queryChoiceElseFirst(
    ['thread', 'message'],
    '`thread`: the latest message of each thread group. `message`: every message.',
  ),
  communication_type: queryChoices(
    communicationTypes,
    'Types, separated by commas; `manual` also finds all that was logged by hand.',
  ),
  direction: queryChoice(directions, 'Only messages in this direction.'),
  requires_response: queryBoolean('Whether the message waits for an answer.'),
  is_resolved: queryBoolean('Whether the message is resolved.'),
  date_from: queryDate('The first day, UTC.'),
  date_to: queryDate('The last day, UTC.'),
  customer_id: queryUuid('Only messages of this customer.'),
  invoice_id: queryUuid('Only messages about this invoice.'),
  search: queryText('Part of the subject, the body or the customer’s name, in any case.'),
})
type Query = z.output<typeof Query>

export const listThreads = defineOperation({
  id: 'listThreads',
  route: 'GET /companies/{company_id}/communications/threads',
  summary: 'List communication threads',
  description: 'Newest first. With `view=thread` the filters look at the latest message of each thread group.',
  source: 'communications, List threads',
  query: Query,
  responses: { 200: pageOf(Thread) },

  handle({ world, company, query, reply }) {
    const latest = ({ latest }: Conversation) => world.table(threads).get(latest) as ThreadRow
    const page =
      query.view === 'message'
        ? pageOver(world, company.id, query, threads, (thread) => thread)
        : pageOver(world, company.id, query, conversations, latest)
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists the latest message of each conversation in pages, newest first',
      mark: 'D communications-3',
      expect: { status: 200, body: { page: 1, page_size: 20 } },
    },
    {
      name: 'lists every message',
      mark: 'D communications-4',
      query: { view: 'message', customer_id: '$samples.customers.suspended' },
      expect: {
        status: 200,
        body: {
          count: 2,
          data: [
            { communication_type: 'email', message_count: 1, direction: 'outbound' },
            { communication_type: 'call', message_count: 1 },
          ],
        },
      },
    },
    {
      name: 'lists the e-mails of a customer',
      mark: 'D communications-9',
      query: { customer_id: '$samples.customers.active', communication_type: 'email', page_size: '1' },
      expect: { status: 200, body: { count: 9, data: [{ customer: '$samples.customers.active', communication_type: 'email' }] } },
    },
    {
      name: 'an invoice that does not exist gives an empty list',
      mark: 'C',
      query: { invoice_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses what is no view, type, direction, boolean, date or id, all at once',
      mark: 'C',
      query: {
        view: 'group',
        communication_type: 'email,fax',
        direction: 'up',
        requires_response: 'maybe',
        date_from: 'yesterday',
        customer_id: '7',
      },
      expect: {
        status: 400,
        body: {
          view: ['"group" is not a valid choice.'],
          communication_type: ['"fax" is not a valid choice.'],
          direction: ['"up" is not a valid choice.'],
          requires_response: ['Must be a valid boolean.'],
          date_from: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
          customer_id: ['Must be a valid UUID.'],
        },
      },
    },
  ],
})

type Index = 'ofCompany' | 'feed' | 'ofCustomer'

/** A page of messages, or of conversations, which are filtered and shown by their latest message. */
function pageOver<R extends Row>(
  world: World,
  company: string,
  query: Query,
  table: TableDefinition<R, Index>,
  messageOf: (row: R) => ThreadRow,
) {
  const { invoice_id, search } = query
  const kinds = kindsOf(company, query)
  const customer = query.customer_id ?? (invoice_id && (world.table(invoices).get(invoice_id)?.customer ?? NOBODY))
  const finds = search ? world.finds(threads, search) : undefined
  const index: Index = customer ? 'ofCustomer' : kinds ? 'feed' : 'ofCompany'
  const groups = { ofCustomer: [[company, customer ?? NOBODY]], feed: kinds ?? [], ofCompany: [[company]] }[index]
  const places = placesOf<R>(query)
  return toPage(world, query, {
    table,
    index,
    slices: groups.map((group) => ({ rows: world.table(table).in(index, ...group), ...places })),
    where: allOf<R>(
      customer && kinds && inGroups(table, 'feed', kinds),
      invoice_id && ((row) => messageOf(row).invoices.includes(invoice_id)),
      finds && ((row) => finds(messageOf(row))),
    ),
    show: (row) => world.show(threads, messageOf(row)),
  })
}

/** The newest come first, so the list begins with the end of the last day. */
const placesOf = <R extends Row>({ date_from, date_to }: Query): Pick<Slice<R>, 'from' | 'until'> => ({
  from: date_to === undefined ? undefined : placeBehind<R>({ timestamp: `${date_to}T24:00:00Z` }),
  until: date_from === undefined ? undefined : placeBehind<R>({ timestamp: `${date_from}T00:00:00Z` }),
})

/** No customer has this id. */
const NOBODY = ''

/** The kinds of message that the query asks for; undefined where any will do. `manual` means a type, and whatever was logged by hand. */
function kindsOf(company: string, { communication_type, direction, requires_response, is_resolved }: Query): Key[][] | undefined {
  if ((communication_type ?? direction ?? requires_response ?? is_resolved) === undefined) return undefined
  const asked = (type: Key, isManual: Key) =>
    !communication_type || (communication_type as Key[]).includes(type) || (isManual && communication_type.includes('manual'))
  return combinations(
    [company],
    communicationTypes,
    [true, false],
    direction ? [direction] : directions,
    either(requires_response),
    either(is_resolved),
  ).filter(([, type = null, isManual = null]) => asked(type, isManual))
}
