/** Whether a clock goes with the machine's, or stands still. */
import * as z from 'zod'
import { named } from '../core/call/naming.ts'
import { clockModes } from '../core/time/clock.ts'

export const ClockMode = named('ClockMode', z.enum(clockModes))
