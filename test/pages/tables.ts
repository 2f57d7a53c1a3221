/** The tables of events and of operations that pages have between their texts. */
import type * as z from 'zod'
import type { Api } from '../../src/core/call/api.ts'
import type { EventDefinition } from '../../src/core/call/event.ts'

export function eventTables(apis: readonly Api[]): string {
  const tables = apis
    .filter(({ events }) => events.length)
    .map(({ title, events }) =>
      [
        `**${title}**\n`,
        '| type | body | effect |',
        '| --- | --- | --- |',
        ...events.map(
          ({ type, summary, description = '', body }) => `| \`${type}\` | ${fieldsOf(body)} | ${summary} ${description} |`,
        ),
        '',
      ].join('\n'),
    )
  return `\n${tables.join('\n')}\n`
}

const fieldsOf = ({ shape }: EventDefinition['body']): string =>
  Object.entries(shape)
    .map(([name, schema]) => `\`${name}${(schema as z.ZodType).safeParse(undefined).success ? '?' : ''}\``)
    .join(', ')

export function operationTables(apis: readonly Api[]): string {
  const tables = apis.flatMap((api) =>
    withOperations(api).map(({ name, operations }) =>
      [
        `**${api.title}, ${name}**\n`,
        '| operation | call |',
        '| --- | --- |',
        ...operations.map(({ id, method, path }) => `| ${id} | \`${method} ${api.basePath}${path === '/' ? '' : path}\` |`),
        '',
      ].join('\n'),
    ),
  )
  return `\n${tables.join('\n')}\n`
}

/** The resources that have any. */
export const withOperations = ({ resources }: Api) => resources.filter(({ operations }) => operations.length)
