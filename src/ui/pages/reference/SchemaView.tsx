import { Badge, Code, Text } from '@mantine/core'
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import { counted } from '../../parts/format.ts'
import { Disclosure } from './Disclosure.tsx'
import { resolved, type Schema } from './document.ts'
import { MarkdownLine } from './Markdown.tsx'
import { type Field, fieldsOf, limitsOf, typeOf, valuesOf, valuesOfItems, variantsOf } from './schema.ts'

/** What is in a schema: its fields, each with what is in it. */
export function SchemaView({
  document,
  schema,
  isAnswered = false,
}: {
  readonly document: OpenApiDocument
  readonly schema: Schema
  /** Of what is sent it is said what has to be there, of what is answered what may be missing. */
  readonly isAnswered?: boolean
}) {
  const variants = variantsOf(document, schema)
  const fields = fieldsOf(document, schema)
  const type = typeOf(document, schema)
  return (
    <div className="schema">
      <Text size="sm" className="faint" ff="monospace">
        {type}
      </Text>
      {variants.map(({ name, schema: form }) => (
        <Disclosure key={name} head={<Text size="sm">{name}</Text>}>
          <SchemaView document={document} schema={form} isAnswered={isAnswered} />
        </Disclosure>
      ))}
      {!variants.length && fields.length > 0 && (
        <ul className="fields">
          {fields.map((field) => (
            <FieldLine key={field.name} document={document} field={field} isAnswered={isAnswered} />
          ))}
        </ul>
      )}
    </div>
  )
}

function FieldLine({
  document,
  field: { name, schema, isRequired },
  isAnswered,
}: {
  readonly document: OpenApiDocument
  readonly field: Field
  readonly isAnswered: boolean
}) {
  const inside = fieldsOf(document, schema)
  const hasMore = inside.length > 0 || variantsOf(document, schema).length > 0
  return (
    <li>
      <div className="field-head">
        <Code fw={600}>{name}</Code>
        <Text size="xs" className="faint" ff="monospace">
          {typeOf(document, schema)}
        </Text>
        {isRequired !== isAnswered && (
          <Badge size="xs" variant="default" tt="none">
            {isRequired ? 'required' : 'not always'}
          </Badge>
        )}
      </div>
      <About document={document} schema={schema} />
      {hasMore && (
        <Disclosure head={<Text size="xs">{inside.length ? counted(inside.length, 'field') : 'its forms'}</Text>}>
          <SchemaView document={document} schema={schema} isAnswered={isAnswered} />
        </Disclosure>
      )}
    </li>
  )
}

/** What a field or a parameter means, and what it can be. */
export function About({
  document,
  schema,
  text,
}: {
  readonly document: OpenApiDocument
  readonly schema: Schema
  readonly text?: string
}) {
  const about =
    text ?? ('description' in schema ? schema.description : undefined) ?? resolved(document, schema)?.description ?? ''
  const values = [...valuesOf(document, schema), ...valuesOfItems(document, schema)]
  const limits = limitsOf(document, schema)
  const isPlain = values.join() === 'true,false'
  return (
    <Text size="sm" component="div" className="about">
      {about && <MarkdownLine text={about} />}
      {limits && <span className="faint"> ({limits})</span>}
      {values.length > 0 && !isPlain && (
        <span className="values">
          {values.map((value) => (
            <Code key={value}>{value}</Code>
          ))}
        </span>
      )}
    </Text>
  )
}
