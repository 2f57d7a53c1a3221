import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useChange } from '../data/queries.ts'
import { type Emitted, emit } from '../data/stored.ts'
import { CopyAs } from './CopyAs.tsx'
import { Refusal } from './Refusal.tsx'

type Given = string | number | boolean

/** Something that the other side says of what it does. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly about?: string
  readonly kind: 'line' | 'text' | 'money' | 'day' | 'choice' | 'check'
  /** Of a choice: what each is called, by its value. */
  readonly choices?: Readonly<Record<string, string>>
  readonly usual?: Given
  readonly isNeeded?: boolean
}

/** What was filled in and not sent, by where it was. */
const kept = new Map<string, Readonly<Record<string, Given>>>()

/**
 * Lets the other side act: a form with the fields of an event. What is left empty is not sent.
 *
 * @param props.keep what is filled in is there again, when a form of that name is shown again
 */
export function EventForm({
  world,
  type,
  of,
  fields,
  action,
  keep,
  trouble,
  onDone,
}: {
  readonly world: string
  readonly type: string
  /** What the event is about, whatever is filled in. */
  readonly of: Readonly<Record<string, unknown>>
  readonly fields: readonly Field[]
  readonly action: string
  readonly keep?: string
  /** Why it can no longer be done. */
  readonly trouble?: string | undefined
  readonly onDone: (emitted: Emitted) => void
}) {
  const [given, setGiven] = useState<Readonly<Record<string, Given>>>(() => kept.get(keep ?? '') ?? {})
  useEffect(() => {
    if (keep) kept.set(keep, given)
  }, [keep, given])
  /** What was chosen may be gone by now. */
  const isGone = (value: Given, { kind, choices }: Field) => kind === 'choice' && value !== '' && !choices?.[String(value)]
  const givenOf = (field: Field): Given => {
    const value = given[field.name] ?? field.usual ?? ''
    return isGone(value, field) ? '' : value
  }
  const filled = fields.flatMap((field) => {
    const value = givenOf(field)
    return value === '' ? [] : [[field.name, value] as const]
  })
  const what = emit(world, type, { ...of, ...Object.fromEntries(filled) })
  const act = useChange<Emitted>((emitted) => {
    setGiven({})
    onDone(emitted)
  })
  const isReady = !trouble && fields.every((field) => !field.isNeeded || String(givenOf(field)).trim() !== '')
  const errorOf = (field: Field) =>
    isGone(given[field.name] ?? field.usual ?? '', field)
      ? 'What was chosen is no longer there. Choose again.'
      : act.error?.details.find((each) => each.field === field.name)?.message
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) act.mutate(what)
      }}
    >
      <Stack gap="sm">
        {trouble && <Alert color="orange">{trouble}</Alert>}
        {fields.map((field, at) => (
          <Input
            key={field.name}
            field={field}
            isFirst={at === 0}
            value={givenOf(field)}
            error={errorOf(field)}
            onChange={(value) => setGiven((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
        <Refusal error={act.error} isAtField={(name) => fields.some((field) => field.name === name)} />
        <Group justify="flex-end" gap={4}>
          <CopyAs call={what} what={action.toLowerCase()} />
          <Button type="submit" loading={act.isPending} disabled={!isReady}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Input({
  field: { label, about, kind, choices = {}, isNeeded = false },
  isFirst,
  value,
  error,
  onChange,
}: {
  readonly field: Field
  /** In a dialog it has the focus. */
  readonly isFirst: boolean
  readonly value: Given
  readonly error: string | undefined
  readonly onChange: (value: Given) => void
}) {
  const common = { label, description: about, error, withAsterisk: isNeeded, 'data-autofocus': isFirst || undefined }
  const text = String(value)
  switch (kind) {
    case 'check':
      return (
        <Checkbox
          label={label}
          description={about}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={Object.entries(choices).map(([value, label]) => ({ value, label }))}
          value={text}
          onChange={(chosen) => onChange(chosen ?? '')}
          allowDeselect={false}
        />
      )
    case 'money':
      return (
        <NumberInput {...common} value={value as number | string} onChange={onChange} decimalScale={2} thousandSeparator="," />
      )
    case 'text':
      return (
        <Textarea
          {...common}
          dir="auto"
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          dir={kind === 'line' ? 'auto' : undefined}
          type={kind === 'day' ? 'date' : 'text'}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
  }
}
