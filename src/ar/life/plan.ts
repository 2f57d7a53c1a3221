/** What the other side and the agent mean to do, and when. No call shows it. */
import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { nextAt } from '../../core/time/office-hours.ts'
import { dateIn, instantIn, timeIn } from '../../core/time/time-zone.ts'
import { PathId } from '../../core/values/path-id.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId, zoneOf } from '../companies/company.ts'
import { CalendarDate, Instant, Uuid } from '../conventions/values.ts'

const intents = ['bill', 'pay', 'write_off', 'advise', 'reply', 'auto_reply', 'bounce', 'sync', 'look', 'wait'] as const
const sayings = ['promise', 'not_due', 'dispute', 'rest_later'] as const
export type Saying = (typeof sayings)[number]

const PlanRow = z.object({
  /** What is meant, of what. */
  id: PathId,
  company: Uuid,
  intent: z.enum(intents),
  /** The customer, invoice, payment, message, connection or action that it is about. */
  about: Uuid,
  at: Instant,
  /** How much of what is open is paid, up to 1. */
  share: z.number().nullable().default(null),
  says: z.enum(sayings).nullable().default(null),
  /** The day that a promise names. */
  date: CalendarDate.nullable().default(null),
  /** Counts what happens again and again. */
  n: z.int().default(0),
})
export type Plan = z.output<typeof PlanRow>

export const plans = defineTable({
  name: 'plans',
  kind: 'plan',
  row: PlanRow,
  references: { company: companies },
})

/** A plan of which nothing else is given: somebody pays tomorrow. */
export const planRows = defineRows(plans, {
  defaults: (_, world): Columns<Plan> => ({ company: firstCompanyId(world), intent: 'pay', at: world.clock.in('P1D') }),
})

type NewPlan = Pick<Plan, 'company' | 'intent' | 'about' | 'at'> & Partial<Plan>

const idOf = (intent: Plan['intent'], about: string): string => `${intent}:${about}`

/** Means to do something at a time; what was meant for later is done then. */
export function plan(world: World, values: NewPlan): void {
  const id = idOf(values.intent, values.about)
  const before = world.table(plans).get(id)
  if (before && Date.parse(before.at) <= Date.parse(values.at)) return
  world.create(plans, values, { id })
}

/** What somebody means to do. */
export const plannedFor = (world: World, intent: Plan['intent'], about: string): Plan | undefined =>
  world.table(plans).get(idOf(intent, about))

/** What does not keep hours: machines answer at once, and a deadline is a moment that was told. */
const anyHour: readonly Plan['intent'][] = ['auto_reply', 'bounce', 'wait']

/**
 * What a company's people and customers mean to do is done at the same hour where the company is now. What that is too late for is
 * done on the next weekday, a sync in the next night, and the agent looks at once.
 */
export function moveHours(world: World, company: string, was: string): void {
  const zone = zoneOf(world, company)
  const { ms } = world.clock
  const next = (intent: Plan['intent'], time: string): string => {
    if (intent === 'look') return world.clock.now()
    return intent === 'sync' ? instantIn(zone, dateIn(zone, ms), time, 1) : nextAt(zone, ms, time)
  }
  for (const each of [...world.table(plans).all()]) {
    if (each.company !== company || anyHour.includes(each.intent)) continue
    const before = Date.parse(each.at)
    const time = timeIn(was, before)
    const at = instantIn(zone, dateIn(was, before), time)
    world.table(plans).put({ ...each, at: world.clock.isPast(at) ? next(each.intent, time) : at })
  }
}

/** Forgets a plan. */
export const drop = (world: World, intent: Plan['intent'], about: string): void => {
  world.table(plans).delete(idOf(intent, about))
}
