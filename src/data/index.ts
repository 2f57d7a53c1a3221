/**
 * The rows of a world for the author of a test, in the dialect of `@msw/data`; docs/from-msw-data.md tells what differs.
 * @module
 */
export type { Columns } from '../core/store/definition.ts'
export type { Reason } from '../core/values/reasons-error.ts'
export { CollectionError } from '../core/world/rows/collection-error.ts'
export type { Draft, UpdateOption } from '../core/world/rows/edit-row.ts'
export type { Collection, ManyOptions, StrictOption } from './collection.ts'
export { type Collections, collections } from './collections.ts'
export { defineScenario, type Stage } from './define-scenario.ts'
export { Query } from './query.ts'
export type { OrderBy, PageOptions, Predicate, SortOptions } from './select.ts'
