/** What fields and parameters mean wherever they occur. */
import type { Words } from '../../core/call/words.ts'

export const sharedWords: Words = {
  about: `Accounts receivable: customers, invoices, conversations and the actions that collect. Simulated after the Daylit AR Agent.

## Authentication

\`POST /auth/login\` with a username and a password answers a token. Send it with every call: \`Authorization: Token <token>\`. Most paths begin with the company; its id comes with the token. Without a token the answer is 401, for a company that the caller does not work for 403.

## Errors

\`{"detail":"…"}\` says what is wrong in a sentence. Where fields are wrong, the answer is 400 with a list of sentences for each: \`{"amount":["A valid number is required."]}\`. What is there for somebody else only is 404, what a state forbids is 400, or 409 where the operation says so.

## Lists

Some lists come in pages, by \`page\` and \`page_size\`; others go on from a cursor: send the \`next_cursor\` of an answer as \`cursor\` until it is null. Filters with several values take them separated by commas.

## Time and worlds

Each world is a state of its own, with a clock of its own that can be moved: \`PATCH /__sim/clock\` with \`{"advance":"P1D"}\`. Name a world in the path, \`/~trial/api/…\`, or in the header \`X-Sim-World: trial\`; a new name starts as a fresh copy. Times are ISO 8601 in UTC. \`GET /__sim\` is the guide: who can call, and an id of a sample of everything. Hints for the caller come in the header \`X-Sim-Warning\`.`,
  fields: {
    id: 'A UUID that names it in every call, and never changes.',
    company: 'UUID of the company that it belongs to.',
    customer: 'UUID of the customer that it is about.',
    customer_name: 'What the customer is called now.',
    invoice: 'UUID of the invoice that it is about.',
    invoice_number: 'What is printed on the invoice, such as `INV-2041`; no other invoice of the company has it.',
    created_at: 'When it was made, in UTC.',
    updated_at: 'When it changed last, in UTC.',
    count: 'How many rows fit in all.',
    page: 'Which page this is, counted from 1.',
    page_size: 'How many rows a page has at most.',
    data: 'The rows, in the order of the list.',
    next_cursor: 'Send it as `cursor` to go on; null after the last row.',
    detail: 'What is wrong, in a sentence.',
    success: 'Always true: what fails is answered with another status.',
    message: 'What was done, in a sentence.',
    updated_count: 'How many rows were changed.',
    reason: 'Why it was done, in words; null where nobody said.',
    comment: 'A remark of whoever did it; null where there is none.',
    customer_id: 'UUID of the customer that it is about.',
    invoice_count: 'How many invoices are open.',
    customer_count: 'How many customers owe something.',
    total_balance: 'All that is open, in dollars.',
    overdue_balance: 'What is open and past its due date, in dollars.',
  },
  parameters: {
    company_id: 'UUID of the company whose data it is; the caller must be a member.',
    customer_id: 'UUID of a customer of the company.',
    invoice_id: 'UUID of an invoice of the company.',
    thread_id: 'UUID of a message. All messages of a conversation lead to it.',
    contact_id: 'UUID of a contact of that customer.',
  },
}
