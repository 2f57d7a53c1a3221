/** What stands for ids and dates in the rows of a scenario. */
import type { AnyTable } from '../../store/definition.ts'
import { addDays, dayOf, dayOfWeek, isWeekend, toLetterDate } from '../../time/day.ts'
import { instantIn } from '../../time/time-zone.ts'
import { idOf, type Source } from '../ids.ts'

const reference = /^#([a-z_]+)\/(\d+)$/
const date = /^@(-?\d+[bwt+\-\d]*)(T\d\d:\d\d:\d\d)?$/
const dateInText = /\{@(-?\d+[bwt+\-\d]*)(?:T(\d\d:\d\d))?(?::([\w/]+))?\}/g
const dayStep = /[bwt]|[+-]?\d+/g

const THURSDAY = 4
const isMet: Readonly<Record<string, (day: string) => boolean>> = {
  b: (day) => !isWeekend(day),
  w: (day) => !isWeekend(day),
  t: (day) => dayOfWeek(day) === THURSDAY,
}

/** The day that a text such as `-49w+30` counts to: 49 days before, the next working day from there on, and 30 days on; with a `b` it is the last working day until then. */
export function countDays(today: string, text: string): string {
  let day = today
  for (const [step] of text.matchAll(dayStep)) {
    const isThere = isMet[step]
    if (!isThere) day = addDays(day, Number(step))
    else while (!isThere(day)) day = addDays(day, step === 'b' ? -1 : 1)
  }
  return day
}

/** What a text such as `#customer/3` refers to. */
export function numberIn(text: string): { readonly kind: string; readonly n: number } | undefined {
  const [, kind, n] = reference.exec(text) ?? []
  return kind === undefined ? undefined : { kind, n: Number(n) }
}

/** How a date is written inside a text, by the name of the form. */
const forms: Readonly<Record<string, (day: string) => string>> = {
  letter: toLetterDate,
  iso: (day) => day,
  /** The number of the day since 1970, in eight hexadecimal digits. */
  hex: (day) => dayOf(day).toString(16).padStart(8, '0'),
}

/**
 * Makes a function that replaces what stands for ids and dates in a value of a row.
 * Inside texts `{@-12}` is a date in words, `{@-12:iso}` and `{@-12:hex}` are other forms of it, `{@-12:America/New_York}` is the
 * instant at which that day begins there, and `{@-12T09:30:America/New_York}` that of a time of it.
 */
export function expander(tables: readonly AnyTable[], source: Source, today: string): (value: unknown) => unknown {
  const byKind = new Map(tables.map((table) => [table.kind, table]))
  const ids = new Map<string, string>()
  const days = new Map<string, string>()
  const day = (offset: string): string => {
    let date = days.get(offset)
    if (date === undefined) days.set(offset, (date = countDays(today, offset)))
    return date
  }

  const toId = (text: string): string => {
    const { kind, n = 0 } = numberIn(text) ?? {}
    if (kind === undefined) return text
    const table = byKind.get(kind)
    if (!table) throw new Error(`The recipe refers to "${text}", but no table holds a ${kind}.`)
    return idOf(table, source, n)
  }
  const toDate = (text: string): string => {
    const [, offset, time] = date.exec(text) ?? []
    if (!offset) return text
    return time ? `${day(offset)}${time}Z` : day(offset)
  }
  const inText = (_: string, offset: string, time = '00:00', form = 'letter'): string =>
    forms[form]?.(day(offset)) ?? instantIn(form, day(offset), time)
  const expandText = (text: string): string => {
    if (text.startsWith('#')) {
      let id = ids.get(text)
      if (id === undefined) ids.set(text, (id = toId(text)))
      return id
    }
    if (text.startsWith('@')) return toDate(text)
    return text.includes('{@') ? text.replace(dateInText, inText) : text
  }
  const expand = (value: unknown): unknown => {
    if (typeof value === 'string') return expandText(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(expand)
    const copy: Record<string, unknown> = {}
    for (const key in value) copy[key] = expand(value[key as keyof typeof value])
    return copy
  }
  return expand
}
