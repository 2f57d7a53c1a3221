/** The page that a server serves. */
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './ui.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { Client } from './data/client.ts'
import { overNetwork } from './data/transport.ts'

/** The server says where its files are, and so where it is mounted itself. */
const files = document.querySelector<HTMLMetaElement>('meta[name="arsim-files"]')?.content ?? ''
const root = /^(.*)\/__ui\/$/.exec(files)?.[1] ?? ''

createRoot(document.querySelector('#dashboard') as HTMLElement).render(<App client={new Client(overNetwork(root))} root={root} />)
