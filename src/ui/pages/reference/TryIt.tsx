import { Badge, Button, Group, JsonInput, Select, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import type { CallError } from '../../data/client.ts'
import { useClient } from '../../data/context.ts'
import { type Guide, guideOf } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { toNumber } from '../../parts/format.ts'
import { problemOf, readJson, writeJson } from '../../parts/json-text.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Failed } from '../../parts/states.tsx'
import { Disclosure } from './Disclosure.tsx'
import type { Body, Operation, ParameterObject } from './document.ts'
import { ParameterField } from './ParameterField.tsx'
import {
  type Caller,
  callersOf,
  type Draft,
  draftOf,
  filledIn,
  inThisWorld,
  samplesFor,
  type Tried,
  toCall,
  troubleWith,
  tryOut,
} from './tried.ts'

/** What was filled in by hand, by where that was. */
const kept = new Map<string, Partial<Draft>>()

/** A form for a call, filled in so that it can be sent at once, and what is answered. */
export function TryIt({
  world,
  api,
  document,
  operation,
  callers,
  guide,
}: {
  readonly world: string
  readonly api: string
  readonly document: OpenApiDocument
  readonly operation: Operation
  readonly callers: readonly Caller[]
  readonly guide: Guide
}) {
  const client = useClient()
  const place = `${world} ${api} ${operation.id}`
  const [byHand, setByHand] = useState(() => kept.get(place))
  /** What else is filled in follows the world until somebody begins. */
  const [begun, setBegun] = useState<Draft>()
  const first = begun ?? draftOf(api, operation, callers, guide)
  const draft = filledIn(first, byHand ?? {}, callers)
  const keep = (more: Partial<Draft>) => {
    const next = { ...byHand, ...more }
    kept.set(place, next)
    setByHand(next)
    setBegun(first)
  }
  const what = toCall(api, world, operation, draft, callers)
  const trying = useMutation<Tried, CallError>({
    // The clock may have moved since the page was told of tokens.
    mutationFn: async () => {
      const now = draft.as ? callersOf(api, await client.send(guideOf(world))) : callers
      return tryOut(client, toCall(api, world, operation, draft, now))
    },
  })
  const { parameters, body } = inThisWorld(operation, guide)
  const troubleIn = (parameter: ParameterObject) => troubleWith(parameter, draft.values[parameter.name] ?? '')
  const missing = parameters.filter(({ in: place, name }) => place === 'path' && !draft.values[name]?.trim())
  const problem = draft.body.trim() ? problemOf(draft.body) : undefined
  const canBeSent = !missing.length && !problem && !parameters.some(troubleIn)
  return (
    <Panel title="Try it">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!canBeSent) return
          setBegun(first)
          trying.mutate()
        }}
      >
        <Stack>
          {callers.length > 0 && (
            <Select
              label="Call as"
              data={[...callers.map(({ id, label }) => ({ value: id, label })), { value: '', label: 'Nobody' }]}
              value={draft.as}
              onChange={(as) => keep({ as: as ?? '' })}
              allowDeselect={false}
              searchable={callers.length > 8}
            />
          )}
          {parameters.length > 0 && (
            <div className="parameters">
              {parameters.map((parameter) => (
                <ParameterField
                  key={parameter.name}
                  document={document}
                  parameter={parameter}
                  samples={samplesFor(api, parameter, guide)}
                  value={draft.values[parameter.name] ?? ''}
                  error={troubleIn(parameter)}
                  onChange={(value) => keep({ values: { ...byHand?.values, [parameter.name]: value } })}
                />
              ))}
            </div>
          )}
          {body && (
            <BodyField
              body={body}
              text={draft.body}
              problem={problem}
              onChange={(text) => text !== draft.body && keep({ body: text })}
            />
          )}
          <Group gap="xs">
            <Button type="submit" leftSection={<Send size={16} aria-hidden />} loading={trying.isPending} disabled={!canBeSent}>
              Send
            </Button>
            <CopyAs call={what} what={operation.title} />
            {missing.length > 0 && (
              <Text size="sm" className="faint">
                {`First fill in ${missing.map(({ name }) => name).join(', ')}.`}
              </Text>
            )}
          </Group>
          <div aria-live="polite">
            {trying.error ? <Failed error={trying.error} title="No answer" /> : trying.data && <TriedView tried={trying.data} />}
          </div>
        </Stack>
      </form>
    </Panel>
  )
}

function BodyField({
  body: { examples, isRequired },
  text,
  problem,
  onChange,
}: {
  readonly body: Body
  readonly text: string
  readonly problem: string | undefined
  readonly onChange: (text: string) => void
}) {
  const titles = examples.map(({ title }) => title)
  return (
    <>
      {examples.length > 1 && (
        <Select
          label="Fill in an example"
          placeholder="Choose one"
          data={[...new Set(titles)]}
          onChange={(title) => onChange(writeJson(examples[titles.indexOf(title ?? '')]?.value))}
          allowDeselect={false}
        />
      )}
      <JsonInput
        label="Body"
        description="JSON"
        value={text}
        onChange={onChange}
        error={problem}
        required={isRequired}
        onBlur={() => text.trim() && !problem && onChange(writeJson(readJson(text)?.value))}
        autosize
        minRows={4}
        maxRows={18}
        classNames={{ input: 'code-input' }}
        spellCheck={false}
      />
    </>
  )
}

const ends = { whole: '', cut: '; the beginning of a long answer', broken: '; the connection broke before all had come' } as const

function TriedView({ tried: { status, ms, headers, text, end } }: { readonly tried: Tried }) {
  const place = headers.find(([name]) => name === 'location')?.[1]
  const isRedirect = status === undefined || (status >= 300 && status < 400)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Badge color={status === undefined || status < 400 ? 'teal' : 'red'} variant="light" radius="sm" size="lg">
          {status ?? '3xx'}
        </Badge>
        <Text size="sm" className="faint">
          in {toNumber(ms)} ms{ends[end]}
        </Text>
      </Group>
      {isRedirect && (
        <Text size="sm" className="person">
          {place ? `It leads to ${place}` : 'It leads elsewhere: the browser does not tell where.'}
        </Text>
      )}
      <Disclosure head={<Text size="sm">Headers</Text>}>
        <CopyCode what="the headers of the answer" text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
      </Disclosure>
      {text ? (
        <CopyCode what="the answer" text={text} />
      ) : (
        end === 'whole' && (
          <Text size="sm" className="faint">
            It has no body.
          </Text>
        )
      )}
    </Stack>
  )
}
