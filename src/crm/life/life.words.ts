/** What the tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const crmLifeWords: Words = {
  fields: {
    'crm_plans.connectionId': 'The account that it reaches.',
    'crm_plans.intent': 'What is meant to be done: somebody writes, a newsletter comes, somebody invites, an e-mail is answered.',
    'crm_plans.who': 'Address of who does it; null where that is found out at its time.',
    'crm_plans.email': 'The id of the e-mail that is answered; null for what is no answer.',
    'crm_plans.at': 'When it is done, in UTC.',
    'crm_plans.n': 'Counts what happens again and again.',
    'crm_plans.pace': 'How many times as long as usual it is until the next; 2 is half as often.',
  },
  tables: {
    crm_plans: 'What the people around connected accounts mean to do, in a world that lives. No call shows it.',
  },
  follows: {
    'crm_plans.connectionId': 'the first account of the first user',
    'crm_plans.intent': 'a letter',
    'crm_plans.at': 'a day from now',
  },
}
