/** What a page shows where it has nothing else to show. */
import { Alert, Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { CircleAlert, type LucideIcon, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { CallError } from '../data/client.ts'
import { errorInWords } from './toasts.ts'

/** Says what would make something appear here. */
export function Empty({
  title,
  icon: Icon,
  isPage = false,
  children,
}: {
  readonly title: string
  /** Whether there is nothing else on the page. */
  readonly isPage?: boolean
  readonly icon: LucideIcon
  readonly children?: ReactNode
}) {
  return (
    <Stack align="center" gap={6} py="lg" px="md" ta="center">
      <Icon size={28} strokeWidth={1.5} className="faint" aria-hidden />
      {isPage ? (
        <Title order={1} size="h2">
          {title}
        </Title>
      ) : (
        <Text fw={600}>{title}</Text>
      )}
      {children && (
        <Text size="sm" className="faint" maw={420}>
          {children}
        </Text>
      )}
    </Stack>
  )
}

/**
 * Tells of something that there is not, or no longer: nobody can try that again.
 *
 * @param props.was whether it has been there
 */
export function Missing({
  what,
  was,
  isPage = false,
}: {
  readonly what: string
  readonly was: boolean
  readonly isPage?: boolean
}) {
  return (
    <Empty title={was ? `This ${what} is gone` : `There is no such ${what}`} icon={SearchX} isPage={isPage}>
      {was ? 'It was deleted, or undone, or taken away by a reset.' : 'It may have been deleted, or be in another world.'}
    </Empty>
  )
}

export function Failed({
  error,
  title = 'This could not be read',
  again,
}: {
  readonly error: Error
  readonly title?: string
  readonly again?: () => void
}) {
  return (
    <Alert color="red" icon={<CircleAlert aria-hidden />} title={title}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{errorInWords(error)}</Text>
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

export function Waiting() {
  return (
    <Center py="xl">
      <Loader size="sm" aria-label="Reading" />
    </Center>
  )
}

interface Reading<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
}

/** Whether somebody answered, and what was read before is no longer so. */
const isRefused = (error: Error | null): boolean => error instanceof CallError && error.status !== 0

/** Whether there is nothing like that, or no longer. */
export const isMissing = (error: Error | null): boolean => error instanceof CallError && error.status === 404

/** Shows what was read; before that, that it is being read, or why it was not. */
export function Shown<T>({
  of,
  missing,
  children,
}: {
  readonly of: Reading<T>
  /** What is shown in the place of what there is not. */
  readonly missing?: ReactNode
  readonly children: (data: T) => ReactNode
}) {
  const { data, error } = of
  if (data !== undefined && !isRefused(error)) return children(data)
  if (missing && isMissing(error)) return missing
  return error ? <Failed error={error} again={() => void of.refetch()} /> : <Waiting />
}

/** The head of a page. */
export function PageHead({
  title,
  about,
  children,
}: {
  readonly title: ReactNode
  readonly about: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="page-head">
      <div>
        <Title order={1}>{title}</Title>
        <Text className="faint" component="div">
          {about}
        </Text>
      </div>
      {children && <div className="page-actions">{children}</div>}
    </div>
  )
}
