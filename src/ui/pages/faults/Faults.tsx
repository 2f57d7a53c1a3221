import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { PageProps } from '../../app/page-props.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PageHead } from '../../parts/states.tsx'
import { Armed } from './Armed.tsx'
import { FaultForm } from './FaultForm.tsx'
import { type Draft, nothing, presets } from './fault.ts'

/** What goes wrong with calls of this world: arm and remove it. */
export default function Faults({ world }: PageProps) {
  const [draft, setDraft] = useState<Draft>()
  return (
    <>
      <PageHead title="Faults" about="Calls of this world that go wrong, so that you see what your app does then.">
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setDraft(nothing)}>
          New fault
        </Button>
      </PageHead>
      <Panel title="What goes wrong often">
        <ul className="presets">
          {presets.map(({ title, about, draft: preset }) => (
            <li key={title}>
              <button type="button" className="preset" onClick={() => setDraft({ ...nothing, ...preset })}>
                <strong>{title}</strong>
                <span className="faint">{about}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <Armed world={world} />
      {draft && <FaultForm world={world} start={draft} onClose={() => setDraft(undefined)} />}
    </>
  )
}
