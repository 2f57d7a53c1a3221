/** Short news at the edge of the page. */
import { notifications } from '@mantine/notifications'
import { CallError } from '../data/client.ts'

const closeButtonProps = { 'aria-label': 'Close' }

/** Says what went wrong, in the words of the simulator. */
export function showError(error: Error): void {
  const details = error instanceof CallError ? error.details.map(({ field, message }) => `${field}: ${message}`) : []
  notifications.show({
    color: 'red',
    title: 'That did not work',
    message: [error.message, ...details].join(' '),
    autoClose: 10_000,
    closeButtonProps,
  })
}

export const showDone = (message: string): string => notifications.show({ message, autoClose: 3_000, closeButtonProps })
