import { Alert, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useChange } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { showDone } from '../../parts/toasts.ts'
import { change, creation } from './calls.ts'
import { draftOf, type Problems, toProblems, toSent } from './draft.ts'
import type { Field, Row, Table } from './shape.ts'

/** Makes a row, or changes one. What the schema has against it stands at its field. */
export function RowForm({
  world,
  table,
  fields,
  row,
  isGone = false,
  onClose,
  onSaved,
}: {
  readonly world: string
  readonly table: Table
  readonly fields: readonly Field[]
  /** Undefined for a new one. */
  readonly row?: Row
  /** Whether somebody deleted the row meanwhile. */
  readonly isGone?: boolean
  readonly onClose: () => void
  readonly onSaved?: (row: Row) => void
}) {
  const [before] = useState(() => draftOf(fields, row))
  const [draft, setDraft] = useState(before)
  const [refused, setRefused] = useState<Problems>({})
  const { body, problems } = toSent(fields, draft, before, !row)
  const what = row ? change(world, table.name, row.id, body) : creation(world, table.name, body)
  const act = useChange<Row>(
    (saved) => {
      showDone(row ? 'The row is changed.' : 'The row is made.')
      onClose()
      onSaved?.(saved)
    },
    (error) => setRefused(toProblems(error, fields)),
  )
  const shown = { ...refused, ...problems }
  const isReady = !isGone && !Object.keys(problems).length && (!row || Object.keys(body).length > 0)
  return (
    <Dialog onClose={onClose} size="lg" title={row ? 'Edit the row' : `Add a row to ${table.name}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setRefused({})
          if (isReady) act.mutate(what)
        }}
      >
        <Stack gap="sm">
          {isGone && <Alert color="orange">This row was deleted meanwhile: it cannot be changed.</Alert>}
          {shown[''] && <Alert color="red">{shown['']}</Alert>}
          {fields
            .filter(({ name }) => !row || name !== 'id')
            .map((field) => (
              <Input
                key={field.name}
                field={field}
                about={aboutOf(field, table, !row)}
                value={draft[field.name] ?? ''}
                problem={shown[field.name]}
                isNew={!row}
                onChange={(value) => {
                  setDraft({ ...draft, [field.name]: value })
                  setRefused(({ [field.name]: _, ...rest }) => rest)
                }}
              />
            ))}
          <Group justify="flex-end" gap="xs" className="form-end">
            <CopyAs call={what} what={row ? 'change the row' : 'make the row'} />
            <Button type="submit" loading={act.isPending} disabled={!isReady}>
              {row ? 'Save' : 'Add'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

const hints: Partial<Record<Field['kind'], string>> = {
  number: 'A number',
  date: 'A date, such as 2026-06-01',
  time: 'A time in UTC, such as 2026-06-01T14:00:00Z',
  json: 'JSON',
}

function aboutOf({ name, kind, isNullable }: Field, { references }: Table, isNew: boolean): string | undefined {
  const what = references[name] ? `An id of ${references[name]}` : hints[kind]
  const empty = isNew ? 'a default where there is one' : isNullable ? 'nothing' : undefined
  return [what, empty && `empty for ${empty}`].filter(Boolean).join('; ') || undefined
}

function Input({
  field: { name, kind, choices, isNullable },
  about,
  value,
  problem,
  isNew,
  onChange,
}: {
  readonly field: Field
  readonly about: string | undefined
  readonly value: string
  readonly problem: string | undefined
  readonly isNew: boolean
  readonly onChange: (value: string) => void
}): ReactNode {
  const common = { label: name, description: about, error: problem, value }
  if (kind === 'choice' || kind === 'boolean')
    return (
      <Select
        {...common}
        value={value || null}
        data={kind === 'choice' ? choices : ['true', 'false']}
        clearable={isNew || isNullable}
        allowDeselect={false}
        onChange={(next) => onChange(next ?? '')}
      />
    )
  if (kind === 'text' || kind === 'json')
    return (
      <Textarea
        {...common}
        dir="auto"
        autosize
        maxRows={10}
        {...(kind === 'json' && { ff: 'monospace' })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  return <TextInput {...common} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
}
