/** The values of a query as an operation takes them: a list as one text with commas, of anything else the last. */
import type * as z from 'zod'

interface Parameters {
  readonly given: Record<string, string>
  /** The names, known to the operation, of what is no list and comes more than once. */
  readonly repeated: readonly string[]
}

/** Commas and blanks alone are an empty list. */
const NAMES_SOMETHING = /[^\s,]/

/** Lists come as `status=a,b`, as `status=a&status=b`, and as `status[]=a`, the way that libraries write them. */
export function toParameters(values: Readonly<Record<string, readonly string[]>>, shape: z.ZodObject['shape']): Parameters {
  const given: Record<string, string> = Object.create(null)
  const repeated: string[] = []
  for (const sent in values) {
    const all = values[sent] as readonly string[]
    const name = listOf(sent, shape)
    if (name !== undefined) {
      const list = [given[name] ?? [], all].flat().join(',')
      given[name] = NAMES_SOMETHING.test(list) ? list : ''
    } else {
      given[sent] = all.at(-1) as string
      if (all.length > 1 && Object.hasOwn(shape, sent)) repeated.push(sent)
    }
  }
  return { given, repeated }
}

/** The list parameter that a name, with or without brackets, stands for. */
function listOf(sent: string, shape: z.ZodObject['shape']): string | undefined {
  const name = sent.endsWith(']') ? sent.replace(/\[\d*\]$/, '') : sent
  return Object.hasOwn(shape, name) && isList(shape[name] as z.ZodType) ? name : undefined
}

/** As the document says it. */
const isList = (schema: z.ZodType): boolean => schema.meta()?.type === 'array'
