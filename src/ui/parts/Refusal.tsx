import { Alert } from '@mantine/core'
import type { CallError } from '../data/client.ts'
import { errorInWords, FAILED } from './toasts.ts'

/**
 * What a form was refused for, above its buttons: a toast would lie upon them.
 *
 * @param props.isAtField whether what is wrong with a field stands there
 */
export function Refusal({
  error,
  isAtField = () => false,
}: {
  readonly error: CallError | null
  readonly isAtField?: (field: string) => boolean
}) {
  return (
    error && (
      <Alert color="red" p="xs" title={FAILED} role="alert">
        {errorInWords(error, isAtField)}
      </Alert>
    )
  )
}
