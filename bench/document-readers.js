/** A process that fetches so many documents at once when it is asked: what reading them takes is not the server's. */
import { fetched } from './fetched.js'

process.on('message', async ({ count, ...options }) => {
  await Promise.all(Array.from({ length: count }, () => fetched({ ...options, agent: false })))
  process.send('read')
})
process.send('ready')
