/** What an app does in development: all its calls are answered by a simulator inside the page. */
import { createSimulator } from 'arsim'
import { handlers } from 'arsim/msw'
import { setupWorker } from 'msw/browser'

await setupWorker(...handlers(createSimulator())).start({ quiet: true, onUnhandledRequest: 'bypass' })
document.title = 'mocked'
