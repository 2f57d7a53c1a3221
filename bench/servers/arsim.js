/** `arsim serve` over many actions, or over many rows of other kinds: the same `serve` that the command line calls. */
import { serve } from '../../dist/src/serve/http.js'
import { filled, filledLists } from '../filled.js'
import { ready } from './ready.js'

const [size, companies] = process.argv.slice(2, 4).map(Number)
const { simulator, targets } = (process.argv[4] === 'lists' ? filledLists : filled)(size, companies)
const { server } = await serve(simulator, { port: 0 })
ready(server, targets)
