import * as z from 'zod'

/** Flips a flag, or sets it. */
export const Toggle = z.object({
  value: z.boolean().optional().meta({ description: 'What to set the flag to; without it the flag flips.' }),
})
