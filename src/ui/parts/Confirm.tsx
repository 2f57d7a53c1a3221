import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Call } from '../data/call.ts'
import { CopyAs } from './CopyAs.tsx'
import { Dialog } from './Dialog.tsx'

/** Asks before something is lost. */
export function Confirm({
  title,
  action,
  isOpen,
  isBusy,
  call,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string
  /** What the button says: `Reset`. */
  readonly action: string
  readonly isOpen: boolean
  readonly isBusy?: boolean
  /** The call that is made, to copy, where it does not stand beside what asks. */
  readonly call?: Call
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  if (!isOpen) return null
  return (
    <Dialog onClose={onClose} title={title} centered>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        <Group justify="flex-end">
          {call && <CopyAs call={call} what={action.toLowerCase()} />}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red.8" loading={isBusy ?? false} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
