/** The samples of a guide, for tests: a name that nothing fits is no `undefined` in the address of a call. */
import { isMistaken, noSuch } from '../core/values/nearest-name.ts'
import type { Guide } from '../guide.ts'

/** By table and name; one that there is not throws, with those there are. */
export type Samples<All = Guide['samples']> = { readonly [Table in keyof All]: Required<All[Table]> }

export const certain = <All extends object>(samples: All): Samples<All> =>
  strict(
    'table with samples',
    Object.fromEntries(Object.entries(samples).map(([table, ids]) => [table, strict(`sample of ${table}`, ids)])),
  ) as Samples<All>

const strict = <T extends object>(what: string, all: T): T =>
  new Proxy(all, {
    get(_, name) {
      if (isMistaken(name, all)) throw new Error(noSuch(what, name, Object.keys(all)))
      return Reflect.get(all, name)
    },
  })
