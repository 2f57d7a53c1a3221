/** Short news at the edge of the page. */
import { notifications } from '@mantine/notifications'
import { CallError } from '../data/client.ts'

export const FAILED = 'That did not work'

/** Says what went wrong, in the words of the simulator, and what is wrong with fields but for those that say it themselves. */
export function errorInWords(error: Error, isAtField: (field: string) => boolean = () => false): string {
  const details = error instanceof CallError ? error.details.filter(({ field }) => !isAtField(field)) : []
  return [error.message, ...details.map(({ field, message }) => (field ? `${field}: ${message}` : message))].join(' ')
}

/** For acts without a form; a form says it itself. */
export function showError(error: Error): void {
  notifications.show({
    color: 'red',
    title: FAILED,
    message: errorInWords(error),
    autoClose: 10_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  })
}

const style = { pointerEvents: 'none' } as const

/** Gone soon, and clicks go through it: it is in nobody's way. */
export const showDone = (message: string): string =>
  notifications.show({ message, autoClose: 3_000, withBorder: true, withCloseButton: false, style })
