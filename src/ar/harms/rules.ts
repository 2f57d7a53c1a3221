/** All rules of harm, in the order in which the documentation has them. */
import { approvalRules } from './approval-rules.ts'
import { letterRules } from './letter-rules.ts'
import { paymentRules } from './payment-rules.ts'

export const harmRules = [...letterRules, ...approvalRules, ...paymentRules] as const
