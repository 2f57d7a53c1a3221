/** Objects that have no fields beside those they are known by: a typo is told, with the name that may have been meant. */
import * as z from 'zod'
import { _check } from 'zod/v4/core'
import { hint } from './nearest-name.ts'

/** An object with these fields only. What fails in the others is told too. */
export function knownFields<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape)
  const onlyKnown = _check<Record<string, unknown>>(
    ({ value, issues }) => {
      if (typeof value !== 'object' || value === null) return
      for (const name of Object.keys(value))
        if (!Object.hasOwn(shape, name))
          issues.push({
            code: 'custom',
            path: [name],
            input: value[name],
            message: `There is no such field.${hint(name, names)}`,
          })
    },
    { when: () => true },
  )
  const schema = z.looseObject(shape).check(onlyKnown).meta({ additionalProperties: false })
  return schema as unknown as z.ZodObject<Shape, z.core.$strict>
}
