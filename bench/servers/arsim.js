/** `arsim serve` over many actions, with or without a journal, or over many rows of other kinds: the same `serve` that the command line calls. */
import { serve } from '../../dist/src/serve/http.js'
import { filled, filledLists } from '../filled.js'
import { ready } from './ready.js'

const [size, companies] = process.argv.slice(2, 4).map(Number)
const shape = process.argv[4]
const { simulator, targets } =
  shape === 'lists' ? filledLists(size, companies) : filled(size, companies, 'running', shape === 'no journal' ? 0 : undefined)
const { server } = await serve(simulator, { port: 0 })
ready(server, targets)
