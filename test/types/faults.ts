/** What must not compile of `world.faults`. */
import { createSimulator } from '../../src/index.ts'

const { faults } = createSimulator().world()

const hits: number = faults.add({ match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1 }).hits
faults.add({ delayMs: hits, jitterMs: 5, match: { body: { deep: [1, null, 'x'] } } })

// @ts-expect-error there is no such field
faults.add({ delay: 5 })

// @ts-expect-error there is no such field to match
faults.add({ match: { opration: 'approveAction' }, delayMs: 5 })

// @ts-expect-error a status is a number
faults.add({ answer: { status: '503' } })

// @ts-expect-error an answer has a status
faults.add({ answer: {} })

// @ts-expect-error a connection does not end this way
faults.add({ connection: 'rest' })

// @ts-expect-error either the request or the response is lost
faults.add({ lose: 'both' })

// @ts-expect-error there is no such operation
faults.add({ match: { operation: 'aproveAction' }, delayMs: 5 })

// @ts-expect-error there is no such API
faults.add({ match: { api: 'erp' }, delayMs: 5 })

// @ts-expect-error the values of a query are texts
faults.add({ match: { api: 'storage', query: { page: 2 } }, delayMs: 5 })

interface Refusal {
  readonly detail: string
}
const refusal: Refusal = { detail: 'Not now.' }
faults.add({ match: { body: refusal }, answer: { status: 503, body: refusal } })

// @ts-expect-error a symbol is no JSON
faults.add({ match: { body: Symbol('Acme') }, delayMs: 5 })

const world = createSimulator().world()
world.verify('createCustomer', { body: { customer_company_name: 'Acme' } })

// @ts-expect-error all calls that fit are counted
world.verify('listActions', { limit: 1 }, 3)
