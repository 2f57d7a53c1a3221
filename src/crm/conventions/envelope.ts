/** What every answer of this API is wrapped in. */
import * as z from 'zod'

export const dataOf = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data, message: z.string() })

export function ok<T>(data: T, message = 'Operation completed successfully'): { success: true; data: T; message: string } {
  return { success: true, data, message }
}
