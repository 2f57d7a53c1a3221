/** What happened because its time came, as the control API shows it. */
import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'

const Fired = z
  .object({ at: Instant, event: z.string(), subject: z.string(), summary: z.string(), outcome: z.string() })
  .meta({ id: 'Fired' })

/** What happened, the first 1,000 of it, and how much it was. */
export const passed = { fired: z.array(Fired), count: z.int() }
