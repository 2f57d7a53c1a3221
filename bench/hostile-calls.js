/** Where hostile inputs go: to fields, parameters, paths and headers of many calls. Each input makes its request, of so many bytes. */
import * as made from './hostile-inputs.js'

/** Just under what a body may have, and just over. */
export const BYTES = 999_900
const TOO_MANY = 1_000_100

const CRM = '/api/v1/integrations'
const mail = 'ann@example.com'
const time = '2026-07-01T09:00:00Z'

/** Bodies that are accepted, and the fields of them that get something else; where one is like another, one of the two. */
function bodyCalls({ samples, companies: [{ id, members }], crm_users: [crmUser] }) {
  const company = `/api/companies/${id}`
  const [{ username, password }] = members
  const { email, tenantSlug, refreshToken } = crmUser
  const { customers, sequences, actions } = samples
  const sequence = `${company}/sequences/${sequences.active}`
  const draft = `${company}/sequences/${sequences.draft}`
  const event = { title: 'Meeting', start: time, end: '2026-07-01T10:00:00Z', attendees: [mail] }
  const file = { fileName: 'a.txt', contentType: 'text/plain', entityType: 'contact', entityId: samples.crm_entities.contact }
  const match = { entityType: 'contact', entityId: samples.crm_entities.contact, emailAddress: mail }
  const call = { customer_id: customers.prospect, communication_type: 'call', notes: 'They called.' }
  const enroll = { customer_ids: [customers.prospect], start_date: '2026-07-01' }
  return [
    ['login', 'POST /api/auth/login', { username, password }, 'username password'],
    [
      'approveAction',
      `POST ${company}/actions/${actions.proposed}/approve`,
      { comment: 'Yes' },
      'final_content approved_by comment',
    ],
    ['sendAction', `POST ${company}/actions/${actions.proposed}/send`, { channel_id: 'a' }, 'channel_id response_deadline'],
    [
      'logManualCommunication',
      `POST ${company}/communications/log-manual`,
      call,
      'customer_id communication_type notes subject invoice_ids timestamp is_resolved strategy_tags',
    ],
    ['createThreadNote', `POST ${company}/thread-notes`, { thread_id: samples.threads.email, content: 'Note' }, 'content'],
    ['createSequence', `POST ${company}/sequences`, { name: 'Hostile' }, 'name timezone duplicate_from'],
    ['updateSequence', `PATCH ${draft}`, { name: 'Hostile' }, 'sender_connection_id'],
    ['addStep', `POST ${draft}/steps`, { label: 'Mail' }, 'label step_type offset_days offset_time body_plain_template'],
    ['updateStep', `PUT ${draft}/steps/${samples.steps.without_history}`, { label: 'Mail' }, 'body_html_template'],
    [
      'enrollCustomer',
      `POST ${company}/sequence-enrollments`,
      { ...call, sequence_id: sequences.active },
      'sequence_id start_date',
    ],
    ['bulkEnrollCustomers', `POST ${sequence}/enrollments/bulk`, enroll, 'customer_ids start_date'],
    [
      'updateIntegration',
      `PATCH ${company}/integrations/${samples.connections.nylas_own}`,
      { allow_shared_sending: true },
      'mailbox_bcc_emails',
    ],
    ['loginCrm', 'POST /api/v1/auth/login', { email, password: crmUser.password, tenantSlug }, 'email password tenantSlug'],
    ['refreshCrm', 'POST /api/v1/auth/refresh', { refreshToken }, 'refreshToken'],
    ['sendCrmEmail', `POST ${CRM}/email/send`, { to: [mail], subject: 'Hello', body: 'Hello' }, 'to subject body cc threadId'],
    ['createCalendarEvent', `POST ${CRM}/calendar/events`, event, 'title start attendees location'],
    ['uploadDocument', `POST ${CRM}/documents/upload`, file, 'fileName contentType entityId'],
    ['matchEmailAddress', `POST ${CRM}/email/match`, match, 'entityType emailAddress'],
    ['createWorld', 'POST /__sim/worlds', { id: 'made' }, 'id from scenario seed clock'],
    ['setClock', 'PATCH /__sim/clock', { advance: 'P1D' }, 'advance now mode'],
  ]
}

/** Fields make no difference to a body that is not read to its end, so two calls of each API are enough. */
const unread = ['login', 'logManualCommunication', 'loginCrm', 'sendCrmEmail', 'createWorld', 'setClock']

const queryCalls = (company) => [
  ['listActions', `${company}/actions`, 'page page_size category status invoice_id search include_deleted executed_after'],
  ['listThreads', `${company}/communications/threads`, 'view communication_type search'],
  ['listSequences', `${company}/sequences`, 'search'],
  ['getQueue', `${company}/sequences/queue`, 'ar_owner search'],
  ['listCustomers', `${company}/customers`, 'limit cursor industry labels sort search'],
  ['listInvoices', `${company}/invoices`, 'cursor aging_bucket search'],
  ['listInbox', `${CRM}/email/inbox`, 'page sortBy q unread'],
  ['listCalendarEvents', `${CRM}/calendar/events`, 'start'],
  ['listDocuments', `${CRM}/documents`, 'entityId q'],
  ['authorizeOauth', `${CRM}/oauth/google/authorize`, 'returnTo'],
  ['finishOauth', `${CRM}/oauth/google/callback`, 'state code'],
  ['showConsent', '/__oauth/consent', 'state redirect_uri'],
  ['getFile', '/__storage/a', 'expires signature'],
  ['getGuide', '/__sim', ''],
]

const beginnings = (company) => [
  ...['', '/~', '/~hostile', '/api', '/api/v1', '/__sim', '/__sim/worlds/', '/__storage/', '/__oauth/'],
  ...[`${company}/`, `${company}/actions/`, `${CRM}/email/thread/`],
]

/**
 * All inputs, by name.
 * @param world what is there: `guide`; `headersOf`, the headers of whoever may call a path; `consent`, an address where a
 * person is asked; `readyStep`, which makes an e-mail with a template and tells the path that sends it
 */
export function hostileInputs({ guide, headersOf, consent, readyStep }) {
  const company = `/api/companies/${guide.companies[0].id}`
  const request = (method, url, body, type = 'application/json') => {
    const headers = { ...headersOf(url), ...(body !== undefined && { 'content-type': type }) }
    return { method, url, headers, body: typeof body === 'string' ? Buffer.from(body) : body }
  }
  const action = `${company}/actions/${guide.samples.actions.proposed}`
  return [
    ...bodyCalls(guide).flatMap((call) => inBody(call, request)),
    ...queryCalls(company).flatMap((call) => inQuery(call, request)),
    ...inAnswerOfConsent(consent, request),
    ...beginnings(company).flatMap((path) =>
      each(made.paths, `GET ${path.slice(0, 40)} `, (make) => (n) => request('GET', `${path}${make(n)}`)),
    ),
    ...inHeaders('AR', action, request),
    ...inHeaders('CRM', `${CRM}/email/inbox`, request),
    ...each(made.templates, 'sendQueueStep: ', (make) => (n) => request('POST', readyStep(make(n - 200)), '{}')),
  ]
}

/** An input for each kind of what is made. */
const each = (kinds, what, use) => Object.entries(kinds).map(([kind, make]) => ({ name: `${what}${kind}`, make: use(make) }))

function inBody([name, route, body, fields], request) {
  const [method, url] = route.split(' ')
  const [known] = Object.keys(body)
  const send = (text) => request(method, url, text)
  const put = (field, make) => (n) => send(withField(body, field, make, n))
  return [
    { name: `${name}, as it should be`, make: () => send(JSON.stringify(body)) },
    { name: `${name}: too long`, make: () => send(withField(body, 'a', () => `"${'a'.repeat(TOO_MANY)}"`, 0)) },
    ...(unread.includes(name) ? each(made.bodies, `${name}: `, (make) => (n) => send(make(n))) : []),
    ...each(made.names, `${name}: `, (make) => (n) => send(withMany(body, n, (id) => make(id, known)))),
    ...fields
      .split(' ')
      .flatMap((field) => [
        ...each(field.endsWith('_template') ? { ...made.texts, ...made.templates } : made.texts, `${name} ${field}: `, (make) =>
          put(field, (n) => JSON.stringify(make(n - 2))),
        ),
        ...each(made.values, `${name} ${field}: `, (make) => put(field, make)),
      ]),
  ]
}

function inQuery([name, url, parameters], request) {
  const get = (query) => request('GET', `${url}?${query}`)
  const known = parameters.split(' ').filter(Boolean)
  const [first = 'world'] = known
  const many = (n, nameOf) => made.list(n, (id) => `${nameOf(id, first)}=1`, '&')
  return [
    ...each(made.forms, `${name} ?`, (make) => (n) => get(make(n))),
    ...each(made.names, `${name} ?`, (make) => (n) => get(many(n, make))),
    ...known.flatMap((parameter) =>
      each(
        { ...made.texts, ...made.parameters },
        `${name} ${parameter}=`,
        (make) => (n) => get(`${parameter}=${make(n).replaceAll(' ', '+')}`),
      ),
    ),
  ]
}

function inAnswerOfConsent(consent, request) {
  const asked = `${new URL(consent).searchParams}&decision=allow`
  const answer = (more) => request('POST', '/__oauth/consent', `${asked}&${more}`, 'application/x-www-form-urlencoded')
  const many = (n, nameOf) => made.list(n - asked.length - 1, (id) => `${nameOf(id, 'state')}=1`, '&')
  return [
    { name: 'answerConsent, as it should be', make: () => answer('') },
    { name: 'answerConsent: too long', make: () => answer('a'.repeat(TOO_MANY)) },
    ...each(made.forms, 'answerConsent: ', (make) => (n) => answer(make(n - asked.length - 1))),
    ...each(made.names, 'answerConsent: ', (make) => (n) => answer(many(n, make))),
    ...['scope', 'redirect_uri', 'state'].flatMap((field) =>
      each(made.texts, `answerConsent ${field}: `, (make) => (n) => answer(`${field}=${make(n - 1_000)}`)),
    ),
  ]
}

const inHeaders = (api, url, request) =>
  ['authorization', 'cookie', 'x-sim-world', 'origin', 'accept', 'content-type'].flatMap((header) =>
    each(made.headers, `${api} ${header}: `, (make) => (n) => {
      const { headers, ...rest } = request('GET', url)
      return { ...rest, headers: { ...headers, [header]: make(n) } }
    }),
  )

/** A body with one field more, or another one, as JSON of so many bytes. */
function withField(body, field, make, bytes) {
  const { [field]: _, ...others } = body
  const start = JSON.stringify(others).slice(0, -1)
  const head = `${start}${start === '{' ? '' : ','}"${field}":`
  return `${head}${make(Math.max(16, bytes - Buffer.byteLength(head) - 1))}}`
}

/** A body with as many more fields as fit. */
function withMany(body, bytes, nameOf) {
  const start = JSON.stringify(body).slice(0, -1)
  return `${start},${made.list(bytes - start.length - 2, (id) => `"${nameOf(id)}":1`)}}`
}
