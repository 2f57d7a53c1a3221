import { defineResource } from '../../core/call/resource.ts'
import { draftMemory } from './draft-memory.ts'
import { noticeApproval } from './notice-approval.follower.ts'
import { noticeActionSent, noticeLetter, noticeStepSent } from './notice-letter.follower.ts'
import { noticePayment } from './notice-payment.follower.ts'
import { rememberDraft, rememberInvoice } from './remember-draft.follower.ts'
import { harmRules } from './rules.ts'

/** Its followers come before those of all others: a letter is judged by what was so when it went out. */
export const harmsResource = defineResource({
  name: 'harms',
  description: 'What calls do to the readers of letters and to the books, although each is valid.',
  memory: [draftMemory],
  followers: [noticeLetter, noticeActionSent, noticeStepSent, noticeApproval, noticePayment, rememberInvoice, rememberDraft],
  harms: harmRules.map(({ name }) => name),
})
