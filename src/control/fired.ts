/** What happened because its time came, as the control API shows it. */
import * as z from 'zod'

export const Fired = z
  .object({ at: z.string(), event: z.string(), subject: z.string(), outcome: z.string() })
  .meta({ id: 'Fired' })
