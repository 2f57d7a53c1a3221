/** The rows of tables in the words of a document: for the page of all tables, and for what is checked. */
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31'
import * as z from 'zod'
import type { Api } from '../../core/call/api.ts'
import { Glossary } from '../../core/call/glossary.ts'
import { nameOf } from '../../core/call/naming.ts'
import type { AnyTable } from '../../core/store/definition.ts'
import { Schemas } from './schemas.ts'
import { pascalCase } from './words.ts'

export type Schema = SchemaObject | ReferenceObject

/** The rows of a table as a schema. */
export function schemaOf({ schema }: AnyTable): SchemaObject {
  return new Schemas().of(z.object((schema as unknown as z.ZodObject).shape), 'answer') as SchemaObject
}

/** The tables of an API that test authors see. */
export const tablesOf = ({ rows }: Api): AnyTable[] => rows.map(({ table }) => table).filter(({ isDerived }) => !isDerived)

export const glossaryOf = ({ resources, document }: Api): Glossary => new Glossary(resources, document?.words)

/** What the rows of a table are called: after what is shown of them. */
export const nameOfRows = (table: AnyTable): string => nameOf(table.shows) ?? nameOf(table.schema) ?? pascalCase(table.kind)

/** What the columns of a table mean. */
export function meaningsOf(table: AnyTable, glossary: Glossary): ReadonlyMap<string, string | undefined> {
  const owners = [table.name, nameOfRows(table)]
  const columns = Object.entries(schemaOf(table).properties ?? {}) as [string, SchemaObject][]
  return new Map(columns.map(([name, { description }]) => [name, description ?? glossary.field(owners, [name])]))
}
