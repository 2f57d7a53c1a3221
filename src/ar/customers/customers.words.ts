/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const customersWords: Words = {
  fields: {
    'CustomerPage.count': 'How many rows fit in all; told with the first part only.',
    'customers.persona': 'How they behave once billed; null until somebody says, or life begins. No call shows it.',
    customer_company_name: 'What the customer is called.',
    is_person: 'Whether it is a person rather than a business.',
    'Customer.status': 'Whether there is business with them. Nothing is refused because of it.',
    industry: 'What they do, in a word; null where nobody knows.',
    ar_owner: 'UUID of the member who collects from them; null for nobody.',
    ar_owner_name: 'Who collects from them; null for nobody.',
    sales_owner: 'UUID of the member who sells to them; null for nobody.',
    sales_owner_name: 'Who sells to them; null for nobody.',
    payment_terms:
      'When invoices fall due: `Net 30`, `Net-30`, `30 days` and `30` are 30 days after the issue date; terms without days, or with more than 9999, are due at once.',
    credit_limit:
      'How much they may owe, in dollars with at most two decimals; null for no limit. Nothing is refused because of it.',
    'Customer.total_balance': 'All that they owe, in dollars.',
    'Customer.overdue_balance': 'What they owe that is past its due date, in dollars.',
    risk_level: 'By their oldest open invoice: low up to 30 days past due, medium up to 90, high beyond.',
    last_contact_at: 'When the latest message went either way, in UTC; null where there was none.',
    contacts: 'The people to write to; only with `include_contacts`, and of a single customer.',
    'Contact.name': 'First and last name of the person.',
    email: 'Where the person gets e-mail.',
    phone: 'Number to call; null where nobody knows it.',
    title: 'What the person does there; null where nobody knows.',
    is_primary: 'Whether reminders go to this person; one contact of each customer is.',
  },
  answers: {
    listCustomers: 'Part of the customers, with the cursor of the next.',
    createCustomer: 'The new customer.',
    getCustomer: 'The customer, with contacts.',
    updateCustomer: 'The customer with what was changed.',
    listContacts: 'All contacts of the customer, the primary one first.',
    createContact: 'The new contact; the first one of a customer is primary.',
    updateContact: 'The contact with what was changed.',
    deleteContact: 'The contact is gone; another one is primary where this one was.',
  },
  tables: {
    customers: 'Who is billed.',
    contacts: 'People at customers.',
  },
  follows: {
    'customers.customer_company_name': 'how many the company has',
    'contacts.name': 'how many the customer has',
    'contacts.email': 'its id',
    'contacts.is_primary': 'whether it is the first of the customer',
  },
}
