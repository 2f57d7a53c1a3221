/** json-server over the same rows, without its logger and other middleware. */
import jsonServer from 'json-server'
import { filled, get } from '../filled.js'
import { ready } from './ready.js'

const [rows, companies] = process.argv.slice(2).map(Number)
const { world, targets } = filled(rows, companies)
const app = jsonServer.create()
app.use(jsonServer.router({ actions: targets.actions.map((path) => JSON.parse(get(world, path, targets.headers))) }))
const server = app.listen(0, '127.0.0.1', () => ready(server))
