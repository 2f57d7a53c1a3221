/** `arsim/dashboard`: the same pages, for a simulator in the page. Their addresses are kept in memory: the page's own stays as it is. */
import core from '@mantine/core/styles.css?inline'
import toasts from '@mantine/notifications/styles.css?inline'
import { createRoot } from 'react-dom/client'
import { memoryLocation } from 'wouter/memory-location'
import type { mountDashboard as Mount } from '../entries/dashboard.ts'
import { App, makeQueries } from './app/App.tsx'
import { Client } from './data/client.ts'
import { inPage } from './data/in-page.ts'
import own from './ui.css?inline'

export const mountDashboard: typeof Mount = (element, simulator) => {
  const style = document.createElement('style')
  style.textContent = [core, toasts, own].join('\n')
  document.head.append(style)
  const root = createRoot(element)
  const { hook, searchHook } = memoryLocation({ path: '/' })
  const client = new Client(inPage(simulator))
  root.render(<App client={client} queries={makeQueries()} root="" location={hook} search={searchHook} />)
  return {
    unmount() {
      root.unmount()
      style.remove()
    },
  }
}
