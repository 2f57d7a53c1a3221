/** Makes the page live. */
import { hydrate } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App, makeQueries } from './app/App.tsx'
import { Client } from './data/client.ts'
import { overNetwork } from './data/transport.ts'

/** The server says where its files are, and so where it is mounted itself. */
const files = document.querySelector<HTMLMetaElement>('meta[name="arsim-files"]')?.content ?? ''
const root = /^(.*)\/__ui\/$/.exec(files)?.[1] ?? ''

/** @param read what the server has read for what it drew there, as JSON */
export function start(element: HTMLElement, read: string | undefined): void {
  const queries = makeQueries()
  if (read !== undefined) hydrate(queries, JSON.parse(read))
  element.inert = false
  createRoot(element).render(<App client={new Client(overNetwork(root))} queries={queries} root={root} />)
}
