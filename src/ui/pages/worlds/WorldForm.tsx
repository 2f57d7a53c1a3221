import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../data/call.ts'
import { useChange, type World } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { showDone } from '../../parts/toasts.ts'

interface Draft {
  readonly id: string
  /** A world to copy; empty for the start of a scenario. */
  readonly from: string
  /** What differs from how the server starts its worlds. */
  readonly own: Own
}

interface Own {
  readonly scenario?: string
  readonly seed?: number
  readonly clock?: 'running' | 'frozen'
  readonly life?: 'on' | 'off'
}

/**
 * What is asked for. A copy has the scenario, the seed and the clock of what it is a copy of.
 *
 * @param served the life of the default world: a world for which only a clock is asked would have its life by the clock
 */
function toCreate({ id, from, own }: Draft, served: Own['life']) {
  const name = id.trim() && { id: id.trim() }
  const life = own.clock && served && { life: served }
  return call('sim.createWorld', { body: from ? { ...name, from } : { ...name, ...life, ...own } })
}

const AS_SERVED = 'As the server starts them'
const choicesOf = (values: readonly string[]) => [
  { value: '', label: AS_SERVED },
  ...values.map((value) => ({ value, label: value })),
]

/** Makes a world, new or as a copy of another. */
export function WorldForm({
  worlds,
  from,
  onClose,
  onMade,
}: {
  readonly worlds: readonly World[]
  /** The world to copy, if one is chosen already. */
  readonly from: string
  readonly onClose: () => void
  readonly onMade?: (id: string) => void
}) {
  const [draft, setDraft] = useState<Draft>({ id: '', from, own: {} })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const setOwn = (name: keyof Own, value: unknown) =>
    setDraft(({ own: { [name]: _, ...rest }, ...before }) => ({
      ...before,
      own: value === '' ? rest : { ...rest, [name]: value },
    }))
  const act = useChange<World>(({ id }) => {
    showDone(`The world “${id}” is made.`)
    onMade?.(id)
    onClose()
  })
  const what = toCreate(draft, worlds.find(({ id }) => id === 'default')?.life)
  const isCopy = draft.from !== ''
  const scenarios = [...new Set(['default', 'empty', ...worlds.map(({ scenario }) => scenario)])]
  return (
    <Dialog onClose={onClose} title={isCopy ? `Fork ${draft.from}` : 'Make a world'}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          act.mutate(what)
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            description="Letters, digits, _ and -. One that is free is chosen unless you give one."
            value={draft.id}
            onChange={({ currentTarget }) => set({ id: currentTarget.value })}
            data-autofocus
          />
          <Select
            label="Starts as"
            data={[
              { value: '', label: 'A new world' },
              ...worlds.map(({ id }) => ({ value: id, label: `A copy of ${id}, as it is now` })),
            ]}
            value={draft.from}
            onChange={(value) => set({ from: value ?? '' })}
            allowDeselect={false}
            searchable={worlds.length > 8}
          />
          {!isCopy && (
            <>
              <Select
                label="Scenario"
                data={choicesOf(scenarios)}
                value={draft.own.scenario ?? ''}
                onChange={(scenario) => setOwn('scenario', scenario)}
                allowDeselect={false}
              />
              <Group grow align="flex-start">
                <NumberInput
                  label="Seed"
                  description="Another one makes other companies."
                  placeholder={AS_SERVED}
                  value={draft.own.seed ?? ''}
                  allowDecimal={false}
                  onChange={(seed) => setOwn('seed', seed === '' ? '' : Number(seed))}
                />
                <Select
                  label="Clock"
                  description="Whether time passes by itself. A frozen one begins on the day of the scenario."
                  data={choicesOf(['frozen', 'running'])}
                  value={draft.own.clock ?? ''}
                  onChange={(clock) => setOwn('clock', clock)}
                  allowDeselect={false}
                />
              </Group>
              <Select
                label="Life"
                description="Whether customers are billed, write and pay by themselves."
                data={choicesOf(['off', 'on'])}
                value={draft.own.life ?? ''}
                onChange={(life) => setOwn('life', life)}
                allowDeselect={false}
              />
            </>
          )}
          <Refusal error={act.error} />
          <Group justify="flex-end" gap="xs">
            <CopyAs call={what} what="make a world" />
            <Button type="submit" loading={act.isPending}>
              {isCopy ? 'Fork' : 'Make'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
