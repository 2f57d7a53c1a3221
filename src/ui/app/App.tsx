import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type BaseLocationHook, type BaseSearchHook, Router } from 'wouter'
import { CallError, type Client } from '../data/client.ts'
import { ClientContext } from '../data/context.ts'
import { Shell } from './Shell.tsx'
import { theme } from './theme.ts'

/** What was refused is refused again; what did not arrive may arrive. */
const retry = (times: number, error: Error): boolean => error instanceof CallError && error.status === 0 && times < 2

/** What was read, for one page that is shown. */
export const makeQueries = () =>
  new QueryClient({ defaultOptions: { queries: { retry, staleTime: 2_000, refetchOnWindowFocus: true, networkMode: 'always' } } })

/** @param props.location where addresses are kept; the browser's unless told */
export function App({
  client,
  queries,
  root,
  location,
  search,
}: {
  readonly client: Client
  readonly queries: QueryClient
  readonly root: string
  readonly location?: BaseLocationHook
  readonly search?: BaseSearchHook
}) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {/* Where the navigation is empty; the buttons of dialogs are on the right. */}
      <Notifications position="bottom-left" />
      <ClientContext value={client}>
        <QueryClientProvider client={queries}>
          <Router base={root} {...(location && { hook: location })} {...(search && { searchHook: search })}>
            <Shell />
          </Router>
        </QueryClientProvider>
      </ClientContext>
    </MantineProvider>
  )
}
