import { Group, Paper, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a page with a title. */
export function Panel({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <Paper component="section" withBorder radius="md" aria-labelledby={id} className="panel">
      <Group justify="space-between" wrap="nowrap" className="panel-head">
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      <div className="panel-body">{children}</div>
    </Paper>
  )
}
