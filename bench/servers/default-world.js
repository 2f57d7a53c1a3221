/** The default world, served as `arsim serve` does, with what asks for its lists. */
import { createSimulator } from '../../dist/src/index.js'
import { serve } from '../../dist/src/serve/http.js'
import { lists } from '../lists.js'
import { ready } from './ready.js'

const simulator = createSimulator()
const { server } = await serve(simulator, { port: 0 })
ready(server, { lists: lists(simulator).map(({ id, path, headers }) => ({ id, path, headers })) })
