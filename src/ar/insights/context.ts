/** What a call about insights knows of a company and its customers; each is looked up once. */
import type { World } from '../../core/world/handle.ts'
import { type CompanyFigures, figuresOf, sum } from '../aging/figures.ts'
import type { Company } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { type CustomerFacts, customerFactsOf } from './customer-facts.ts'
import type { Debtor } from './debtor.ts'

export class Context {
  readonly world: World
  readonly company: Company
  /** Where the company is. */
  readonly today: string
  #figures: CompanyFigures | undefined
  readonly #customers = new Map<string, CustomerFacts>()

  constructor(world: World, company: Company) {
    this.world = world
    this.company = company
    this.today = world.clock.today(company.timezone)
  }

  get figures(): CompanyFigures {
    this.#figures ??= figuresOf(this.world, this.company.id, this.today)
    return this.#figures
  }

  /** All that is open, in cents. */
  get open(): number {
    return sum(this.figures.cents)
  }

  customer(customer: Debtor): CustomerFacts {
    let facts = this.#customers.get(customer.id)
    if (!facts) this.#customers.set(customer.id, (facts = customerFactsOf(this.world, customer, this.today)))
    return facts
  }

  /** Of whom an invoice asks for money. */
  debtorOf({ customer }: InvoiceRow): CustomerFacts {
    const row = this.world.table(customers).get(customer)
    return this.customer(row ?? { id: customer, company: this.company.id, customer_company_name: '', credit_limit: null })
  }
}
