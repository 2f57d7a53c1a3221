import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useClient } from '../data/context.ts'

/** It is all that there is to do. */
const focused = (field: HTMLInputElement | null): void => field?.focus()

/** Asks for the control token, once in a session. */
export function TokenPrompt() {
  const client = useClient()
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const wasWrong = client.token !== undefined
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    client.token = token.trim()
    void queries.resetQueries()
  }
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" radius="md" w={420} maw="100%">
        <form onSubmit={submit}>
          <Stack>
            <Title order={1}>arsim</Title>
            <Text size="sm">This simulator was started with a control token. It is kept until you close this tab.</Text>
            <PasswordInput
              label="Control token"
              value={token}
              onChange={({ currentTarget }) => setToken(currentTarget.value)}
              error={wasWrong ? 'This is not the token.' : undefined}
              autoComplete="off"
              required
              ref={focused}
            />
            <Button type="submit" disabled={!token.trim()}>
              Continue
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  )
}
