import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../data/call.ts'
import { isTold, useAct, type World } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { showDone } from '../../parts/toasts.ts'

export interface Draft {
  readonly id: string
  /** A world to copy; empty for the start of a scenario. */
  readonly from: string
  readonly scenario: string
  readonly seed: number
  readonly clock: 'running' | 'frozen'
  readonly life: 'on' | 'off'
}

const usual: Draft = { id: '', from: '', scenario: 'default', seed: 1, clock: 'frozen', life: 'off' }

/** What is asked for. A copy has the scenario, the seed and the clock of what it is a copy of. */
export function toCreate({ id, from, scenario, seed, clock, life }: Draft) {
  const name = id.trim() && { id: id.trim() }
  return call('sim.createWorld', { body: from ? { ...name, from } : { ...name, scenario, seed, clock, life } })
}

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
  const [draft, setDraft] = useState<Draft>({ ...usual, from })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const act = useAct<World>(({ id }) => {
    showDone(`The world “${id}” is made.`)
    onMade?.(id)
    onClose()
  }, isTold)
  const what = toCreate(draft)
  const problem = problemOf(draft.id.trim(), worlds)
  const isCopy = draft.from !== ''
  const scenarios = [...new Set(['default', 'empty', ...worlds.map(({ scenario }) => scenario)])]
  return (
    <Dialog onClose={onClose} title={isCopy ? `Fork ${draft.from}` : 'Make a world'}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!problem) act.mutate(what)
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            description="Letters, digits, _ and -. One that is free is chosen unless you give one."
            value={draft.id}
            error={problem}
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
                data={scenarios}
                value={draft.scenario}
                onChange={(scenario) => set({ scenario: scenario ?? 'default' })}
                allowDeselect={false}
              />
              <Group grow align="flex-start">
                <NumberInput
                  label="Seed"
                  description="Another one makes other companies."
                  value={draft.seed}
                  allowDecimal={false}
                  onChange={(seed) => set({ seed: Number(seed) || 0 })}
                />
                <Select
                  label="Clock"
                  description="Whether time passes by itself."
                  data={['frozen', 'running']}
                  value={draft.clock}
                  onChange={(clock) => set({ clock: clock as Draft['clock'] })}
                  allowDeselect={false}
                />
              </Group>
              <Select
                label="Life"
                description="Whether customers are billed, write and pay by themselves."
                data={['off', 'on']}
                value={draft.life}
                onChange={(life) => set({ life: life as Draft['life'] })}
                allowDeselect={false}
              />
            </>
          )}
          <Refusal error={act.error} />
          <Group justify="flex-end" gap="xs">
            <CopyAs call={what} what="make a world" />
            <Button type="submit" loading={act.isPending} disabled={problem !== undefined}>
              {isCopy ? 'Fork' : 'Make'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function problemOf(id: string, worlds: readonly World[]): string | undefined {
  if (id && !/^[\w-]{1,64}$/.test(id)) return 'A name is 1 to 64 letters, digits, _ and -.'
  return worlds.some((world) => world.id === id) ? 'There is a world of this name.' : undefined
}
