/** What `world.emit` takes and returns, by the type of the event: read off the APIs. */
import type { ar } from './ar/index.ts'
import type { EventTypes } from './core/world/event-types.ts'
import type { crm } from './crm/index.ts'

type Known = (typeof ar | typeof crm)['resources'][number]['events'][number]

/** By type; where two APIs know an event of one type, what either takes. */
type ByType = {
  readonly [Type in Known['type']]: {
    readonly given: NonNullable<Extract<Known, { readonly type: Type }>['given']>
    readonly told: NonNullable<Extract<Known, { readonly type: Type }>['told']>
  }
}

declare module './core/world/event-types.ts' {
  interface EventTypes extends ByType {}
}

/** The types of events, such as `customer.replied`. */
export type EventType = keyof EventTypes

/** What an event is told with. */
export type EventBody<Type extends EventType> = EventTypes[Type]['given']
