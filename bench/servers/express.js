/** An Express app with one route that looks up an action: `send` has its JSON at hand, `json` writes it each time. */
import express from 'express'
import { filled, get } from '../filled.js'
import { ready } from './ready.js'

const [rows, companies] = process.argv.slice(2).map(Number)
const { world, targets } = filled(rows, companies)
const texts = new Map(targets.actions.map((path) => [path.split('/').at(-1), get(world, path, targets.headers)]))
const values = new Map([...texts].map(([id, text]) => [id, JSON.parse(text)]))
const app = express()
app.get('/api/companies/:c/actions/:id', (request, response) => {
  response.json(values.get(request.params.id))
})
app.get('/text/companies/:c/actions/:id', (request, response) => {
  response.type('json').send(texts.get(request.params.id))
})
const server = app.listen(0, '127.0.0.1', () => ready(server, { actions: targets.actions }))
