/** Tells the parent that this server listens, and what CPU time it has used, whenever it asks; ends with it. */
export function ready(server, more = {}) {
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send({ cpuUs: user + system })
  })
  process.send({ port: server.address().port, ...more })
}
