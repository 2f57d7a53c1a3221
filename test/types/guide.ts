/** The guide is typed: what it tells can be used as it is. */
import { createSimulator, type Guide } from '../../src/index.ts'
import { type ArGuide, createTest, type Fixtures, test } from '../../src/kits/vitest.ts'

const simulator = createSimulator()
const guide: Guide = simulator.guide(simulator.world(), 'https://ar.example')
const ofAr = simulator.guide(simulator.world(), { ar: 'https://ar.example' })
const members: number | undefined = ofAr.companies[0]?.members.length
const customer: string | undefined = guide.samples.customers.active
const email: number | undefined = guide.samples.crm_emails.inbox
const token: string | null | undefined = guide.companies[0]?.members[0]?.token
const nothing: object = simulator.guide(simulator.world(), {})
const insight: string | undefined = guide.samples.insights.portfolio_signal

// @ts-expect-error: the name of a table that is not in the guide
guide.samples.customer

// @ts-expect-error: the name of no sample of customers
guide.samples.customers.actve

// @ts-expect-error: the name of no status of invoices
guide.samples.invoices.open

// @ts-expect-error: what nothing in the world fits is left out
const certain: string = guide.samples.customers.active

// @ts-expect-error: what an API without an address would tell
ofAr.crm_users

// @ts-expect-error: its samples
ofAr.samples.crm_emails

createTest({ ar: 'https://ar.example' })('one', ({ guide, samples }) => {
  const name: string | undefined = guide().companies[0]?.name
  const active: string = samples.customers.active
  // @ts-expect-error: the CRM has no address
  guide().crm_users
  // @ts-expect-error: nor samples
  samples.crm_emails
  return [name, active]
})

for (const both of [test, createTest({ seed: 7 }), createTest({ ar: 'https://ar.example', crm: 'https://crm.example' })])
  both('both', ({ guide, samples }) => [guide().crm_users[0]?.email, guide().companies, samples.crm_emails.inbox])

/** A helper of tests names whose guide it takes. */
const firstCustomer = ({ db, samples }: Pick<Fixtures<ArGuide>, 'db' | 'samples' | 'guide'>) =>
  db.customers.findFirst((q) => q.where({ id: samples.customers.active }))
createTest({ ar: 'https://ar.example' })('helped', ({ db, guide, samples }) => firstCustomer({ db, guide, samples }))

export { certain, customer, email, insight, members, nothing, token }
