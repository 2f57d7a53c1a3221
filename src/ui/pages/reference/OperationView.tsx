import { Anchor, Badge, Group, Text, Title } from '@mantine/core'
import { ArrowLeft } from 'lucide-react'
import { Link } from 'wouter'
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import type { Guide } from '../../data/queries.ts'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { writeJson } from '../../parts/json-text.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Disclosure } from './Disclosure.tsx'
import type { Answer, Operation } from './document.ts'
import { Markdown, MarkdownLine } from './Markdown.tsx'
import { Method } from './Method.tsx'
import { SchemaView } from './SchemaView.tsx'
import { TryIt } from './TryIt.tsx'
import type { Caller } from './tried.ts'

/** One operation: what it takes, what it answers, and a form to try it. */
export function OperationView({
  world,
  api,
  document,
  operation,
  operations,
  callers,
  guide,
  addressFor,
}: {
  readonly world: string
  readonly api: string
  readonly document: OpenApiDocument
  readonly operation: Operation
  readonly operations: readonly Operation[]
  readonly callers: readonly Caller[]
  readonly guide: Guide
  readonly addressFor: (id?: string) => string
}) {
  const { id, method, path, title, about, body, answers } = operation
  return (
    <>
      <div className="reference-head">
        <Anchor component={Link} href={addressFor()} size="sm" className="reference-back">
          <ArrowLeft size={14} aria-hidden /> All operations
        </Anchor>
        <Title order={2} size="h1">
          {title}
        </Title>
        <Group gap="xs" wrap="nowrap" miw={0}>
          <Method name={method} />
          <Text ff="monospace" size="sm" className="path">
            {path}
          </Text>
        </Group>
        <Text size="sm" className="faint" ff="monospace">
          {id}
        </Text>
        {about && <Markdown text={about} />}
      </div>
      <TryIt world={world} api={api} document={document} operation={operation} callers={callers} guide={guide} />
      {body?.schema && (
        <Panel
          title="Body"
          aside={
            <Text size="sm" className="faint">
              {body.isRequired ? 'required' : 'optional'}
            </Text>
          }
        >
          <SchemaView document={document} schema={body.schema} />
        </Panel>
      )}
      <Panel title="Answers">
        <ul className="answers">
          {answers.map((answer) => (
            <li key={answer.status}>
              <AnswerView document={document} answer={answer} operations={operations} addressFor={addressFor} />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

function AnswerView({
  document,
  answer: { status, about, type, schema, examples, leadsTo },
  operations,
  addressFor,
}: {
  readonly document: OpenApiDocument
  readonly answer: Answer
  readonly operations: readonly Operation[]
  readonly addressFor: (id: string) => string
}) {
  const isGood = status < '400'
  const head = (
    <>
      <Badge variant="light" color={isGood ? 'teal' : 'red'} radius="sm" flex="none">
        {status}
      </Badge>
      <Text size="sm" component="span">
        <MarkdownLine text={about} />
      </Text>
    </>
  )
  if (!schema && !examples.length) return <div className="disclosure-head disclosure-plain">{head}</div>
  return (
    <Disclosure head={head} isOpen={isGood}>
      {schema && <SchemaView document={document} schema={schema} isAnswered />}
      {examples.map(({ title, value }) => (
        <Disclosure key={title} head={<Text size="sm">Example: {title}</Text>}>
          <CopyCode what={`the example “${title}”`} text={typeof value === 'string' ? value : writeJson(value)} />
        </Disclosure>
      ))}
      {!schema && type && <Text size="sm">{type}</Text>}
      {leadsTo.length > 0 && (
        <Text size="sm">
          With what is answered one can go on to{' '}
          {leadsTo.map((id, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Anchor component={Link} href={addressFor(id)} size="sm" underline="always">
                {operations.find((each) => each.id === id)?.title ?? id}
              </Anchor>
            </span>
          ))}
          .
        </Text>
      )}
    </Disclosure>
  )
}
