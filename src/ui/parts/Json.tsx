import { Code, Text } from '@mantine/core'
import { toText } from './format.ts'
import { writeJson } from './json-text.ts'

/** What was sent or stored, to read: JSON on lines of its own, texts as they are. */
export function Json({ value, what }: { readonly value: unknown; readonly what: string }) {
  if (value === null || value === undefined || value === '')
    return (
      <Text size="sm" className="faint">
        nothing
      </Text>
    )
  return (
    <Code block tabIndex={0} role="region" aria-label={what} className="json">
      {typeof value === 'string' ? value : writeJson(value)}
    </Code>
  )
}

/** Names with values, such as headers. */
export function Pairs({ of, none }: { readonly of: Readonly<Record<string, unknown>>; readonly none: string }) {
  const all = Object.entries(of)
  if (!all.length)
    return (
      <Text size="sm" className="faint">
        {none}
      </Text>
    )
  return (
    <dl className="facts">
      {all.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Text size="sm" ff="monospace" className="person">
              {Array.isArray(value) ? value.join(', ') : toText(value)}
            </Text>
          </dd>
        </div>
      ))}
    </dl>
  )
}
