/** Bodies and rows have types. */

import { createSimulator } from 'arsim'
import type { Action, ActionRow, ApproveActionRequest } from 'arsim/ar'
import type { Email, SendEmailRequest } from 'arsim/crm'
import { collections } from 'arsim/data'

const db = collections(createSimulator().world())
const row: ActionRow | undefined = db.actions.findFirst()
const body: ApproveActionRequest = { comment: 'Fine.' }
const mail: SendEmailRequest = { to: ['pat@acme.example'], subject: 'Hello', body: '' }
const shownOf = (action: Action, email: Email): string => `${action.customer_name} ${email.snippet}`

// @ts-expect-error no such field
const wrong: ApproveActionRequest = { coment: 'Fine.' }

console.log(JSON.stringify({ status: row?.status, body, mail, wrong, shown: shownOf.length }))
