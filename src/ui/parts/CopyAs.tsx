import { ActionIcon, Menu } from '@mantine/core'
import { ClipboardCopy } from 'lucide-react'
import type { Call } from '../data/call.ts'
import { useClient } from '../data/context.ts'
import { useListed } from '../data/queries.ts'
import { startOf, textsOf } from './copy.ts'
import { showDone, showError } from './toasts.ts'

/** Copies the call that an action sends: give it the same one. */
export function CopyAs({ call, what }: { readonly call: Call; readonly what: string }) {
  const name = `Copy the call: ${what}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={name} title={name}>
          <ClipboardCopy size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Copy as</Menu.Label>
        <Forms call={call} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** What can be copied, worked out once somebody looks. */
function Forms({ call }: { readonly call: Call }) {
  const { origin, token } = useClient()
  const world = useListed(call.world)
  const texts = textsOf(call, { origin, hasToken: token !== undefined, start: world && startOf(world) })
  return Object.entries(texts).map(([name, text]) => (
    <Menu.Item key={name} onClick={() => void copyText(text)}>
      {name}
    </Menu.Item>
  ))
}

/** Puts a text where people paste from. */
export function copyText(text: string): Promise<unknown> {
  return navigator.clipboard.writeText(text).then(
    () => showDone('Copied.'),
    () => showError(new Error('The browser does not let this page copy.')),
  )
}
