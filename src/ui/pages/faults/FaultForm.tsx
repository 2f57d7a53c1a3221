import { Alert, Button, Fieldset, Group, NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../data/call.ts'
import { useChange } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { showDone } from '../../parts/toasts.ts'
import { type Draft, nothing, type Trouble, toFault, troubles } from './fault.ts'

interface Field {
  readonly name: keyof Draft
  readonly label: string
  readonly about: string
  readonly kind?: 'number' | 'text' | readonly string[]
  /** As the API calls it. */
  readonly field: string
}

const matching: readonly Field[] = [
  {
    name: 'operation',
    label: 'Operation',
    about: 'Such as approveAction, or crm.login.',
    field: 'match.operation',
  },
  {
    name: 'api',
    label: 'API',
    about: 'All calls of one API.',
    kind: ['', 'ar', 'crm', 'storage', 'consent'],
    field: 'match.api',
  },
  {
    name: 'method',
    label: 'Method',
    about: 'As it is sent: a HEAD is no GET.',
    kind: ['', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    field: 'match.method',
  },
  { name: 'path', label: 'Path', about: 'Without query; * is any characters.', field: 'match.path' },
  { name: 'caller', label: 'Caller', about: 'By id, name, username or role.', field: 'match.caller' },
  { name: 'matchBody', label: 'Body', about: 'JSON that it holds at least.', kind: 'text', field: 'match.body' },
]
const answering: readonly Field[] = [
  { name: 'status', label: 'Status', about: '200 to 599.', kind: 'number', field: 'answer.status' },
  {
    name: 'headers',
    label: 'Headers',
    about: 'One a line: “retry-after: 30”.',
    kind: 'text',
    field: 'answer.headers',
  },
  { name: 'body', label: 'Body', about: 'JSON or text; else the API’s error.', kind: 'text', field: 'answer.body' },
]
const lateness: readonly Field[] = [
  { name: 'delayMs', label: 'Late by, in ms', about: 'At most ten minutes.', kind: 'number', field: 'delayMs' },
  { name: 'jitterMs', label: 'Up to so much later, in ms', about: 'By chance.', kind: 'number', field: 'jitterMs' },
  {
    name: 'bytesPerSecond',
    label: 'Bytes a second',
    about: 'The body comes so slowly.',
    kind: 'number',
    field: 'bytesPerSecond',
  },
]
const frequency: readonly Field[] = [
  { name: 'after', label: 'After', about: 'So many get through first.', kind: 'number', field: 'after' },
  {
    name: 'times',
    label: 'Times',
    about: 'So many calls are hit, then none.',
    kind: 'number',
    field: 'times',
  },
  {
    name: 'probability',
    label: 'Chance',
    about: 'Above 0, up to 1: each time.',
    kind: 'number',
    field: 'probability',
  },
]

const isOf = (name: string, { field }: Field): boolean => name === field || name.startsWith(`${field}.`)
const isShown = (trouble: Trouble) => (name: string) =>
  [...(trouble === 'answer' ? answering : []), ...lateness, ...matching, ...frequency].some((field) => isOf(name, field))

/** Arms a fault: which calls, what goes wrong, how often. */
export function FaultForm({
  world,
  start,
  onClose,
}: {
  readonly world: string
  readonly start: Draft
  readonly onClose: () => void
}) {
  const [draft, setDraft] = useState(start)
  const act = useChange(() => {
    showDone('The fault is armed.')
    onClose()
  })
  const { what, problem } = described(world, draft)
  const errorOf = (field: Field) => act.error?.details.find((detail) => isOf(detail.field, field))?.message
  const group = (legend: string, fields: readonly Field[]) => (
    <Fieldset legend={legend}>
      <SimpleGrid cols={{ base: 1, xs: Math.min(fields.length, 3) }} spacing="sm">
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={draft[field.name]}
            error={errorOf(field)}
            onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
  return (
    <Dialog onClose={onClose} size="xl" title="Arm a fault">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!problem) act.mutate(what)
        }}
      >
        <Stack gap="sm">
          <Select
            label="What goes wrong"
            data={Object.entries(troubles).map(([value, label]) => ({ value, label }))}
            value={draft.trouble}
            onChange={(trouble) => setDraft((before) => ({ ...before, trouble: (trouble ?? 'none') as Trouble }))}
            allowDeselect={false}
            data-autofocus
          />
          {draft.trouble === 'answer' && group('The answer', answering)}
          {group('Late or slow', lateness)}
          {group('With which calls: all that is given must match', matching)}
          {group('How often', frequency)}
          {problem && (
            <Alert color="red" p="xs">
              {problem}
            </Alert>
          )}
          <Refusal error={act.error} isAtField={isShown(draft.trouble)} />
          <Group justify="flex-end" gap={4}>
            <CopyAs call={what} what="arm" />
            <Button type="submit" loading={act.isPending} disabled={problem !== undefined}>
              Arm
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The call, or why there is none yet. */
function described(world: string, draft: Draft) {
  try {
    return { what: call('sim.addFault', { world, body: toFault(draft) }), problem: undefined }
  } catch (error) {
    return {
      what: call('sim.addFault', { world, body: toFault({ ...draft, matchBody: nothing.matchBody, headers: nothing.headers }) }),
      problem: (error as Error).message,
    }
  }
}

function Input({
  field: { label, about, kind },
  value,
  error,
  onChange,
}: {
  readonly field: Field
  readonly value: string | number
  readonly error: string | undefined
  readonly onChange: (value: string | number) => void
}) {
  const common = { label, description: about, error }
  if (kind === 'number') return <NumberInput {...common} value={value} onChange={onChange} min={0} hideControls />
  if (kind === 'text')
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        maxRows={8}
        value={String(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  if (kind)
    return (
      <Select
        {...common}
        data={kind.map((each) => ({ value: each, label: each || 'any' }))}
        value={String(value)}
        onChange={(chosen) => onChange(chosen ?? '')}
        allowDeselect={false}
      />
    )
  return <TextInput {...common} value={String(value)} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
}
