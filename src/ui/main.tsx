/** The page that a server serves. Where the server has rendered it, it is seen before the scripts that make it live are read. */
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './ui.css'

const element = document.querySelector('#dashboard') as HTMLElement
const { read } = element.dataset
const isSeen = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

if (read !== undefined && !document.hidden) await isSeen()
const { start } = await import('./start.tsx')
start(element, read)
