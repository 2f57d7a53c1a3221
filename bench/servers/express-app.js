/** A bare Express app, for the time it takes to start. */
import express from 'express'

const app = express()
app.get('/', (_request, response) => {
  response.json({ is: 'ready' })
})
app.listen(Number(process.argv[2]), '127.0.0.1')
