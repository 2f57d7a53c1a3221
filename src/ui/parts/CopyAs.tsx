import { ActionIcon, Menu } from '@mantine/core'
import { ClipboardCopy } from 'lucide-react'
import type { Call } from '../data/call.ts'
import { useClient } from '../data/context.ts'
import { type Copied, forms } from './copy.ts'
import { showDone, showError } from './toasts.ts'

/** Copies the call that an action sends: give it the same one. */
export function CopyAs({ call, what }: { readonly call: Call; readonly what: string }) {
  const { origin, token } = useClient()
  const copied = { origin, hasToken: token !== undefined }
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
        {Object.entries(forms).map(([name, toText]) => (
          <Menu.Item key={name} onClick={() => copy(toText, call, copied)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const copy = (toText: (call: Call, copied: Copied) => string, call: Call, copied: Copied): void =>
  void copyText(toText(call, copied))

/** Puts a text where people paste from. */
export function copyText(text: string): Promise<unknown> {
  return navigator.clipboard.writeText(text).then(
    () => showDone('Copied.'),
    () => showError(new Error('The browser does not let this page copy.')),
  )
}
