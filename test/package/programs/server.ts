import { createSimulator } from 'arsim'
import { serve } from 'arsim/server'
import { approve } from './approve.ts'

const { url, close } = await serve(createSimulator(), { port: 0 })
console.log(JSON.stringify({ approved: await approve(url) }))
await close()
