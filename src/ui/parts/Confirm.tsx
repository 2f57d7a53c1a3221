import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'

/** Asks before something is lost. */
export function Confirm({
  title,
  action,
  isOpen,
  isBusy,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string
  /** What the button says: `Reset`. */
  readonly action: string
  readonly isOpen: boolean
  readonly isBusy?: boolean
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
