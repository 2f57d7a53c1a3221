/** What lists of messages tell apart. */
import * as z from 'zod'
import { named } from '../../core/call/naming.ts'

export const communicationTypes = ['email', 'call', 'note', 'manual', 'meeting'] as const
export const directions = ['inbound', 'outbound'] as const

const CommunicationType = named('CommunicationType', z.enum(communicationTypes))
const Direction = named('CommunicationDirection', z.enum(directions))

export const messageKind = {
  communication_type: CommunicationType,
  is_manual: z.boolean(),
  direction: Direction,
  requires_response: z.boolean(),
  is_resolved: z.boolean(),
}

/** What their indexes group by. */
export const KINDS = ['company', 'communication_type', 'is_manual', 'direction', 'requires_response', 'is_resolved'] as const
