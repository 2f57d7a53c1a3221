/** What lists of messages tell apart. */
import * as z from 'zod'

export const communicationTypes = ['email', 'call', 'note', 'manual', 'meeting'] as const
export const directions = ['inbound', 'outbound'] as const

export const messageKind = {
  communication_type: z.enum(communicationTypes),
  is_manual: z.boolean(),
  direction: z.enum(directions),
  requires_response: z.boolean(),
  is_resolved: z.boolean(),
}

/** What their indexes group by. */
export const KINDS = ['company', 'communication_type', 'is_manual', 'direction', 'requires_response', 'is_resolved'] as const
