import { createSimulator } from 'arsim'
import { handlers } from 'arsim/msw'
import { setupServer } from 'msw/node'
import { approve } from './approve.ts'

const server = setupServer(...handlers(createSimulator(), { ar: 'https://ar.example' }))
server.listen({ onUnhandledRequest: 'error' })
console.log(JSON.stringify({ approved: await approve('https://ar.example') }))
server.close()
