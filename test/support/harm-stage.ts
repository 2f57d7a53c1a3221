/** A customer who owes something, and a way in which they can be asked for it. */
import { collections } from '../../src/data/index.ts'
import { createSimulator, type Harm, type World } from '../../src/index.ts'
import { type Client, client } from './client.ts'
import { type Habits, ReferenceClient, type Way } from './reference-client.ts'
import { activeSequence, dunning } from './sequence.ts'

const simulator = createSimulator({ scenario: 'empty' })

export interface Stage {
  readonly world: World
  readonly use: Client
  readonly db: ReturnType<typeof collections>
  readonly customer: string
  readonly contact: string
  readonly invoice: string
  readonly action: string | undefined
  /** Another customer, who owes something too. */
  readonly other: { readonly customer: string; readonly email: string; readonly number: string }
}

export interface StageOptions {
  readonly amount?: number
  /** What the agent makes wrong in what it proposes. */
  readonly mistake?: 'stale_balance'
  /** The texts of the step of a sequence. */
  readonly step?: object
  readonly owes?: boolean
}

export function stage(way: Way, { amount = 1000, mistake, step, owes = true }: StageOptions = {}): Stage {
  const world = simulator.fork()
  const use = client({ simulator, world })
  const db = collections(world)
  const { id: customer } = db.customers.create({ customer_company_name: 'Slow Ltd' })
  const { id: contact } = db.contacts.create({ customer, name: 'Sam Slow', email: 'sam@slow.example' })
  const dates = { issue_date: '2026-04-01', due_date: '2026-05-01' }
  const invoice = owes ? db.invoices.create({ customer, amount, invoice_number: 'INV-2001', ...dates }).id : ''
  const { id: another } = db.customers.create({ customer_company_name: 'Other Ltd' })
  db.contacts.create({ customer: another, email: 'olga@other.example' })
  const { invoice_number: number } = db.invoices.create({
    customer: another,
    amount: 77,
    invoice_number: 'INV-2002',
    due_date: '2026-09-01',
  })
  const type = way === 'call' || way === 'task' ? way : 'email'
  let action: string | undefined
  if (way !== 'reminder' && way !== 'step') {
    action = world.emit('action.proposed', { invoice, action_type: type, ...(mistake && { mistake }) }).result.action
  }
  if (way === 'step') {
    const { sequenceId } = activeSequence(use, [{ ...dunning, label: 'Reminder', offset_days: 0, ...step }])
    use.ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customer, start_date: '2026-06-01' })
  }
  world.clock.advance('PT1M')
  return { world, use, db, customer, contact, invoice, action, other: { customer: another, email: 'olga@other.example', number } }
}

/** Lets a client work on it, and what it has sent go out. */
export function played({ world }: Stage, habits: Habits, work = (client: ReferenceClient) => client.work()): readonly Harm[] {
  work(new ReferenceClient(simulator, world, habits))
  world.clock.advance('PT10S')
  const harms = world.harms()
  simulator.remove(world.id)
  return harms
}
