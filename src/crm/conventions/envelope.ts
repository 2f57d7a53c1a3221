/** What every answer of this API is wrapped in. */
import * as z from 'zod'
import { namedAfter } from '../../core/call/naming.ts'

export const dataOf = <T extends z.ZodType>(data: T) => {
  const [part, role] = data instanceof z.ZodArray ? [data.element as z.ZodType, 'List'] : [data, 'Response']
  return namedAfter(part, role, z.object({ success: z.literal(true), data, message: z.string() }))
}

export function ok<T>(data: T, message = 'Operation completed successfully'): { success: true; data: T; message: string } {
  return { success: true, data, message }
}
