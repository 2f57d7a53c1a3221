/** The first page, rendered by the server: there is something to read before any script has run. */
import { dehydrate } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import type { RenderPage } from '../serve/dashboard.ts'
import { App, makeQueries } from './app/App.tsx'
import { toPlace } from './app/place.ts'
import { call } from './data/call.ts'
import { Client } from './data/client.ts'
import { onServer } from './data/on-server.ts'

export const renderPage: RenderPage = (simulator, origin, root, path) => {
  const { world, page } = toPlace(path)
  const client = new Client(onServer(simulator, origin + root))
  const isReadable = client.readNow(call('sim.listWorlds'))?.some(({ id }) => id === world)
  if (page !== '' || !isReadable) return undefined
  const queries = makeQueries()
  const html = renderToString(
    <App client={client} queries={queries} root={root} location={() => [root + path, () => undefined]} search={() => ''} />,
  )
  return { html, read: JSON.stringify(dehydrate(queries)) }
}
