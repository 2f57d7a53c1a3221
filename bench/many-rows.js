/** A scenario with as many rows as wanted, in one company or spread over several, and a caller who may see them all. */

/** How many rows of each kind a world of that size has. */
const shapes = {
  actions: (size) => ({ customers: size / 20, invoices: size / 2, actions: size }),
  lists: (size) => ({ customers: size, invoices: size, messages: size, scheduledSteps: size }),
  customers: (size) => ({ customers: size }),
  debtors: (size) => ({ customers: size, invoices: size, accounting: true }),
}

const MESSAGES_PER_CONVERSATION = 4

const letter =
  'Our records show that this invoice is still open. It may simply have slipped through, so could you let me know when we can ' +
  'expect payment? If it is on its way already, please ignore this message.\n\nKind regards,\nAccounts receivable'

const template = `Hello {{customer.name}},\n\n{{invoice.number}} over {{invoice.amount}} is due. ${letter}`

/** @param shape one of those above */
export const manyRows = (shape, size, companies = 1) => ({
  name: `${size} ${shape} in ${companies} companies`,
  now: '2026-06-01T14:00:00Z',
  recipe: () => recipe(shapes[shape](size), companies),
})

const stamps = { created_at: '@-90T09:00:00', updated_at: '@-2T09:00:00' }

const connected = {
  is_active: true,
  health_status: 'valid',
  sync_status: 'idle',
  webhook_sync_enabled: true,
  credential: 'stored',
  last_synced_at: null,
  task_id: null,
  sync_changes_at: null,
  ...stamps,
}

const mailboxes = (companies) =>
  list(companies, (n) => ({
    id: `#connection/${n + 1}`,
    provider_type: 'nylas',
    product: 'email',
    category: 'email',
    integration: 'gmail',
    connection_config: { email_address: 'ann@example.com', allow_shared_sending: true, mailbox_bcc_emails: [] },
    company: `#company/${n + 1}`,
    owner: `#member/${n + 1}`,
    ...connected,
  }))

/** Where payments are booked, which come in with a sync every night. */
const ledgers = (companies) =>
  list(companies, (n) => ({
    id: `#connection/${companies + n + 1}`,
    provider_type: 'merge',
    product: 'accounting',
    category: 'accounting',
    integration: 'xero',
    connection_config: {},
    company: `#company/${n + 1}`,
    owner: null,
    ...connected,
  }))

function recipe({ customers, invoices = 0, actions = 0, messages = 0, scheduledSteps = 0, accounting = false }, companies) {
  const placeOf = (customer) => ({ company: `#company/${(customer % companies) + 1}`, customer: `#customer/${customer + 1}` })
  const customerOfInvoice = (invoice) => Math.floor((invoice * customers) / invoices)
  const sequenceOf = (customer) => `#sequence/${(customer % companies) + 1}`
  const all = { customers, invoices, actions, messages, scheduledSteps, companies, placeOf, customerOfInvoice, sequenceOf }
  return {
    companies: list(companies, (n) => ({ id: `#company/${n + 1}`, name: `Company ${n + 1}`, created_at: '@-900T09:00:00' })),
    users: [{ id: '#user/1', username: 'ann@example.com', password: 'secret', first_name: 'Ann', last_name: 'Lee' }],
    tokens: [{ id: '#token/1', user: '#user/1', expires_at: null, created_at: '@-800T09:00:00' }],
    members: membersOf(all),
    customers: customersOf(all),
    invoices: invoicesOf(all),
    payments: paymentsOf(all),
    connections: [...mailboxes(companies), ...(accounting ? ledgers(companies) : [])],
    actions: actionsOf(all),
    threads: threadsOf(all),
    sequences: sequencesOf(all),
    steps: stepsOf(all),
    enrollments: enrollmentsOf(all),
    scheduled_steps: scheduledStepsOf(all),
  }
}

const membersOf = ({ companies }) =>
  list(companies, (n) => ({
    id: `#member/${n + 1}`,
    company: `#company/${n + 1}`,
    user: '#user/1',
    name: 'Ann Lee',
    email: 'ann@example.com',
    role: 'owner',
    is_active: true,
    created_at: '@-800T09:00:00',
  }))

const customersOf = ({ customers, placeOf }) =>
  list(customers, (n) => ({
    id: `#customer/${n + 1}`,
    company: placeOf(n).company,
    customer_company_name: `Northern Supply ${n + 1}`,
    is_person: false,
    status: 'active',
    industry: 'Wholesale',
    ar_owner: null,
    sales_owner: null,
    labels: [],
    payment_terms: 'Net 30',
    credit_limit: 50_000,
    ...stamps,
  }))

const invoicesOf = ({ invoices, placeOf, customerOfInvoice }) =>
  list(invoices, (n) => {
    const amount = 100 + (n % 5_000)
    return {
      id: `#invoice/${n + 1}`,
      ...placeOf(customerOfInvoice(n)),
      invoice_number: `INV-${100_000 + n}`,
      issue_date: '@-150',
      due_date: n % 4 ? `@-${1 + (n % 120)}` : `@${1 + (n % 30)}`,
      amount,
      closed_as: n % 25 === 1 ? 'written_off' : null,
      labels: [],
      ...stamps,
    }
  })

const paymentsOf = ({ invoices, placeOf, customerOfInvoice }) =>
  list(Math.ceil(invoices / 5), (n) => ({
    id: `#payment/${n + 1}`,
    company: placeOf(customerOfInvoice(5 * n)).company,
    invoice: `#invoice/${5 * n + 1}`,
    amount: 100 + ((5 * n) % 5_000),
    payment_date: `@-${1 + (n % 100)}`,
    status: 'PAID',
    created_at: stamps.created_at,
  }))

const actionsOf = ({ invoices, actions, placeOf, customerOfInvoice }) =>
  list(actions, (n) => {
    const invoice = Math.floor((n * invoices) / actions)
    const customer = customerOfInvoice(invoice)
    return {
      id: `#action/${n + 1}`,
      ...placeOf(customer),
      invoice: `#invoice/${invoice + 1}`,
      ...conditions[n % conditions.length],
      description: `Remind Northern Supply ${customer + 1} of invoice INV-${100_000 + invoice}`,
      recommendation_label: 'Send friendly reminder',
      trigger_event_label: `Invoice ${1 + (invoice % 90)} days overdue`,
      urgency_score: (n * 37) % 101,
      draft_subject: `Reminder: invoice INV-${100_000 + invoice}`,
      draft_content: `Hello,\n\n${letter}`,
      channel_id: null,
      external_id: null,
      response_deadline: null,
      metadata: {},
      approval_log: [],
      is_deleted: false,
      deliver_at: null,
      ...stamps,
    }
  })

const threadsOf = ({ customers, messages, placeOf }) =>
  list(messages, (n) => {
    const place = n % MESSAGES_PER_CONVERSATION
    const conversation = (n - place) / MESSAGES_PER_CONVERSATION
    const customer = conversation % customers
    const { company } = placeOf(customer)
    const isEmail = conversation % 5 > 0
    const isInbound = (conversation + place) % 2 > 0
    const ends = ['ann@example.com', `accounts@supply-${customer + 1}.example`]
    const [sender, recipient] = isInbound ? ends.toReversed() : ends
    return {
      id: `#thread/${n + 1}`,
      ...placeOf(customer),
      contact: null,
      thread_group: `#thread/${conversation * MESSAGES_PER_CONVERSATION + 1}`,
      communication_type: isEmail ? 'email' : 'call',
      direction: isInbound ? 'inbound' : 'outbound',
      subject: isEmail ? 'Your invoice' : `Call with Northern Supply ${customer + 1}`,
      body: letter,
      timestamp: `@-${5 + (conversation % 360) - place}T${clockTime(conversation)}`,
      requires_response: isInbound && place === MESSAGES_PER_CONVERSATION - 1,
      is_resolved: false,
      is_ar_related: conversation % 7 > 0,
      strategy_tags: [],
      invoices: [],
      connection: isEmail ? company.replace('company', 'connection') : null,
      sender: isEmail ? sender : null,
      recipients: isEmail ? [recipient] : [],
      bcc: [],
      attachments: [],
      is_manual: !isEmail,
      created_by: null,
      is_synced: true,
      ...stamps,
    }
  })

const sequencesOf = ({ companies }) =>
  list(companies, (n) => ({
    id: `#sequence/${n + 1}`,
    company: `#company/${n + 1}`,
    name: 'A year of reminders',
    status: 'active',
    timezone: 'America/New_York',
    sender_connection_id: `#connection/${n + 1}`,
    send_followups_in_thread: true,
    ...stamps,
  }))

const stepsOf = ({ companies }) =>
  list(companies * steps.length, (n) => {
    const place = n % steps.length
    const company = (n - place) / steps.length
    return {
      id: `#step/${n + 1}`,
      sequence: `#sequence/${company + 1}`,
      position: place + 1,
      label: `Step ${place + 1}`,
      ...steps[place],
      offset_time: '09:00',
      is_active: true,
      subject_template: '{{invoice.number}}',
      body_plain_template: template,
      body_html_template: '',
      instructions: '',
      company: `#company/${company + 1}`,
      ...stamps,
    }
  })

const enrollmentsOf = ({ customers, scheduledSteps, placeOf, sequenceOf }) =>
  list(scheduledSteps / steps.length, (n) => {
    const isOver = progressOf(n) === steps.length
    return {
      id: `#enrollment/${n + 1}`,
      ...placeOf(n % customers),
      sequence: sequenceOf(n % customers),
      status: isOver ? 'completed' : 'active',
      start_date: '@-90',
      stop_reason: null,
      completed_at: isOver ? '@-2T09:00:00' : null,
      ...stamps,
    }
  })

const scheduledStepsOf = ({ customers, scheduledSteps, companies, placeOf, sequenceOf }) =>
  list(scheduledSteps, (n) => {
    const place = n % steps.length
    const enrollment = (n - place) / steps.length
    const customer = enrollment % customers
    const status = statusOf(enrollment, place)
    const days = 1 + (enrollment % 60)
    const time = clockTime(enrollment)
    return {
      id: `#scheduled_step/${n + 1}`,
      ...placeOf(customer),
      enrollment: `#enrollment/${enrollment + 1}`,
      sequence: sequenceOf(customer),
      step: `#step/${(customer % companies) * steps.length + place + 1}`,
      step_label: `Step ${place + 1}`,
      step_type: steps[place].step_type,
      status,
      scheduled_for: `@${status === 'scheduled' ? days : -days}T${time}`,
      ready_at: status === 'scheduled' ? null : `@-${days}T${time}`,
      executed_at: status === 'completed' ? `@-${days}T${time}` : null,
      subject: null,
      body_plain: null,
      body_html: null,
      sender_connection_id: null,
      thread: null,
      error: null,
      subject_template: '{{invoice.number}}',
      body_plain_template: template,
      body_html_template: '',
      ...stamps,
    }
  })

const list = (length, row) => Array.from({ length }, (_, n) => row(n))

const twoDigits = (n) => String(n).padStart(2, '0')
/** Another time of day for each, in no order. */
const clockTime = (n) => `${twoDigits(8 + ((n * 7) % 10))}:${twoDigits((n * 13) % 60)}:${twoDigits((n * 29) % 60)}`

/** The steps of a sequence, spread over a year. */
const steps = [
  { step_type: 'reminder', offset_days: 0 },
  { step_type: 'reminder', offset_days: 30 },
  { step_type: 'call', offset_days: 90 },
  { step_type: 'reminder', offset_days: 180 },
  { step_type: 'task', offset_days: 364 },
]

/** How many steps of an enrollment are completed; the next one is ready, those behind it are scheduled. */
const progressOf = (enrollment) => enrollment % (steps.length + 1)

function statusOf(enrollment, place) {
  const progress = progressOf(enrollment)
  if (place < progress) return 'completed'
  return place === progress ? 'ready' : 'scheduled'
}

/** Out of ten actions six are proposed, four of them under "needs action". */
const condition = (status, is_recommended = true, action_required = true, action_type = 'email') => ({
  status,
  is_recommended,
  action_required,
  action_type,
  scheduled_for: status === 'scheduled' ? '@20T09:00:00' : null,
  executed_at: status === 'completed' ? '@-3T09:00:00' : null,
})

const conditions = [
  condition('proposed'),
  condition('proposed', true, true, 'call'),
  condition('completed'),
  condition('proposed'),
  condition('scheduled'),
  condition('proposed', true, false),
  condition('cancelled'),
  condition('proposed', true, true, 'task'),
  condition('completed'),
  condition('proposed', false, true),
]
