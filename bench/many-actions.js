/** A scenario with as many actions as wanted, in one company or spread over several, and a caller who may see them all. */

/** Invoices are half as many as actions, customers a twentieth. */
const ACTIONS_PER_INVOICE = 2
const ACTIONS_PER_CUSTOMER = 20

const letter =
  'Our records show that this invoice is still open. It may simply have slipped through, so could you let me know when we can ' +
  'expect payment? If it is on its way already, please ignore this message.\n\nKind regards,\nAccounts receivable'

export const manyActions = (actions, companies = 1) => ({
  name: `${actions} actions in ${companies} companies`,
  now: '2026-06-01T14:00:00Z',
  recipe: () => recipe(actions, companies),
})

function recipe(actions, companies) {
  const companyOf = (customer) => `#company/${(customer % companies) + 1}`
  const customerOf = (invoice) => Math.floor((invoice * ACTIONS_PER_INVOICE) / ACTIONS_PER_CUSTOMER)
  const stamps = { created_at: '@-90T09:00:00', updated_at: '@-2T09:00:00' }
  return {
    companies: list(companies, (n) => ({ id: `#company/${n + 1}`, name: `Company ${n + 1}`, created_at: '@-900T09:00:00' })),
    users: [{ id: '#user/1', username: 'ann@example.com', password: 'secret', first_name: 'Ann', last_name: 'Lee' }],
    tokens: [{ id: '#token/1', user: '#user/1', expires_at: null, created_at: '@-800T09:00:00' }],
    members: list(companies, (n) => ({
      id: `#member/${n + 1}`,
      company: `#company/${n + 1}`,
      user: '#user/1',
      name: 'Ann Lee',
      email: 'ann@example.com',
      role: 'owner',
      is_active: true,
      created_at: '@-800T09:00:00',
    })),
    customers: list(actions / ACTIONS_PER_CUSTOMER, (n) => ({
      id: `#customer/${n + 1}`,
      company: companyOf(n),
      customer_company_name: `Northern Supply ${n + 1}`,
      is_person: false,
      status: 'active',
      industry: 'Wholesale',
      ar_owner: null,
      sales_owner: null,
      payment_terms: 'Net 30',
      credit_limit: 50_000,
      ...stamps,
    })),
    invoices: list(actions / ACTIONS_PER_INVOICE, (n) => ({
      id: `#invoice/${n + 1}`,
      company: companyOf(customerOf(n)),
      customer: `#customer/${customerOf(n) + 1}`,
      invoice_number: `INV-${100_000 + n}`,
      issue_date: '@-75',
      due_date: `@-${1 + (n % 90)}`,
      amount: 100 + (n % 5_000),
      balance: 100 + (n % 5_000),
      closed_as: null,
      ...stamps,
    })),
    actions: list(actions, (n) => {
      const invoice = Math.floor(n / ACTIONS_PER_INVOICE)
      const customer = customerOf(invoice)
      return {
        id: `#action/${n + 1}`,
        company: companyOf(customer),
        customer: `#customer/${customer + 1}`,
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
    }),
  }
}

const list = (length, row) => Array.from({ length }, (_, n) => row(n))

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
