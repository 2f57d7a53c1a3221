/** What readers of the journal's stream that never read cost. */
import { connect } from 'node:net'
import { withChildren } from './child.js'
import { under } from './goals.js'
import { toText } from './load.js'

const READERS = 100
const ENTRIES = 3_000

export const measure = () =>
  withChildren([['servers/stream.js']], async (server) => {
    await server.ask({ entries: ENTRIES })
    const before = (await server.ask({ entries: ENTRIES })).bytes
    const sockets = await Promise.all(Array.from({ length: READERS }, () => open(server.ready.port)))
    const after = (await server.ask({ entries: ENTRIES })).bytes
    for (const socket of sockets) socket.destroy()
    const megabytes = (after - before) / 1_000_000
    return {
      title: 'Readers of the journal that do not read',
      how: `${READERS} of them ask for all of a full journal and never read; ${ENTRIES} entries of 10 kB come after that`,
      facts: [['memory of the server before, and more after, MB', [before / 1_000_000, megabytes]]],
      ratios: [{ what: 'MB for each of them', value: megabytes / READERS, goal: under(0.2) }],
    }
  })

/** Sends its request, and reads nothing. */
const open = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').pause()
    socket.once('error', reject)
    socket.write(toText('GET', '/__sim/journal/stream?after=0'), () => {
      socket.on('error', () => {})
      resolve(socket)
    })
  })
