import { Button, FileButton, Menu } from '@mantine/core'
import { ChevronDown, Download, GitFork, RotateCcw, Upload } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf } from '../../app/place.ts'
import { type Call, call } from '../../data/call.ts'
import { useClient } from '../../data/context.ts'
import { useWorlds } from '../../data/queries.ts'
import { useAct } from '../../parts/act.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { readJson } from '../../parts/json-text.ts'
import { showDone, showError } from '../../parts/toasts.ts'
import { WorldForm } from '../worlds/lazy-form.ts'

/** What can be done to a world as a whole. */
export function WorldActs({ world }: { readonly world: string }) {
  const [asked, setAsked] = useState<'reset' | 'fork'>()
  const [, go] = useLocation()
  const worlds = useWorlds()
  const client = useClient()
  const reset = call('sim.resetWorld', { world, body: {} })
  const save = call('sim.getState', { world })
  const act = useAct(() => {
    showDone('The world is as it started.')
    setAsked(undefined)
  })
  const [loading, setLoading] = useState<{ readonly name: string; readonly what: Call }>()
  const load = useAct(() => {
    showDone('The world is as in the file.')
    setLoading(undefined)
  })
  const forgetFile = useRef<() => void>(null)
  const choose = async (file: File | null) => {
    if (!file) return
    // The same one can be chosen again.
    forgetFile.current?.()
    const json = readJson(await file.text())
    if (!json) return showError(new Error(`${file.name} is not JSON: a world’s file is what “Download” saves.`))
    // What is no world is left to the simulator to refuse.
    setLoading({ name: file.name, what: call('sim.setState', { world, body: json.value as Record<string, unknown> }) })
  }
  const download = () =>
    client
      .open(save)
      .then((answer) => answer.blob())
      .then((blob) => saveAs(blob, `${world}.json`), showError)
  return (
    <>
      <Button variant="default" leftSection={<GitFork size={16} aria-hidden />} onClick={() => setAsked('fork')}>
        Fork
      </Button>
      <FileButton
        accept="application/json,.json"
        resetRef={forgetFile}
        onChange={(file) => void choose(file).catch(showError)}
        inputProps={{ 'aria-label': 'The file of a world' }}
      >
        {({ onClick }) => (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<ChevronDown size={14} aria-hidden />}>
                File
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Download size={16} aria-hidden />} onClick={() => void download()}>
                Download this world
              </Menu.Item>
              <Menu.Item leftSection={<Upload size={16} aria-hidden />} onClick={onClick}>
                Load a world’s file
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </FileButton>
      <CopyAs call={save} what="download" />
      <span className="pair">
        <Button variant="default" leftSection={<RotateCcw size={16} aria-hidden />} onClick={() => setAsked('reset')}>
          Reset
        </Button>
        <CopyAs call={reset} what="reset" />
      </span>
      {asked === 'fork' && (
        <Suspense>
          <WorldForm
            worlds={worlds.data ?? []}
            from={world}
            onClose={() => setAsked(undefined)}
            onMade={(id) => go(addressOf(id))}
          />
        </Suspense>
      )}
      <Confirm
        title={`Reset ${world}?`}
        action="Reset"
        isOpen={asked === 'reset'}
        isBusy={act.isPending}
        onClose={() => setAsked(undefined)}
        onConfirm={() => act.mutate(reset)}
      >
        It goes back to its start, its clock too. Its journal is emptied.
      </Confirm>
      {loading && (
        <Confirm
          title={`Load ${loading.name} into ${world}?`}
          action="Load"
          isOpen
          isBusy={load.isPending}
          call={loading.what}
          onClose={() => setLoading(undefined)}
          onConfirm={() => load.mutate(loading.what)}
        >
          All that is in this world now is replaced, its clock too.
        </Confirm>
      )}
    </>
  )
}

function saveAs(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href, download: name })
  link.click()
  URL.revokeObjectURL(href)
}
