/** `arsim serve` over many actions: the same `serve` that the command line calls. */
import { serve } from '../../dist/src/serve/http.js'
import { filled } from '../filled.js'
import { ready } from './ready.js'

const [rows, companies] = process.argv.slice(2).map(Number)
const { simulator, targets } = filled(rows, companies)
const { server } = await serve(simulator, { port: 0 })
ready(server, targets)
