/** Whether a clock goes with the machine's, or stands still. */
import * as z from 'zod'
import { named } from '../core/call/naming.ts'

export const ClockMode = named('ClockMode', z.enum(['running', 'frozen']))
