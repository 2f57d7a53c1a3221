/** The guide is typed: what it tells can be used as it is. */
import { createSimulator, type Guide } from '../../src/index.ts'

const simulator = createSimulator()
const guide: Guide = simulator.guide(simulator.world(), { ar: 'https://ar.example' })
const customer: string | undefined = guide.samples.customers.active
const email: number | undefined = guide.samples.crm_emails.inbox
const token: string | null | undefined = guide.companies[0]?.members[0]?.token
const insight: string | undefined = guide.samples.insights.portfolio_signal

// @ts-expect-error: the name of a table that is not in the guide
guide.samples.customer

// @ts-expect-error: the name of no sample of customers
guide.samples.customers.actve

// @ts-expect-error: the name of no status of invoices
guide.samples.invoices.open

// @ts-expect-error: what nothing in the world fits is left out
const certain: string = guide.samples.customers.active

export { certain, customer, email, insight, token }
