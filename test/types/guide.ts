/** The guide is typed: what it tells can be used as it is. */
import { createSimulator, type Guide } from '../../src/index.ts'

const simulator = createSimulator()
const guide: Guide = simulator.guide(simulator.world(), { ar: 'https://ar.example' })
const customer: string | undefined = guide.samples.customers.active
const email: number | undefined = guide.samples.crm_emails.inbox
const token: string | null | undefined = guide.companies[0]?.members[0]?.token
// @ts-expect-error: the name of a table that is not in the guide
guide.samples.customer

export { customer, email, token }
