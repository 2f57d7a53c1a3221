/** For tests: what was built gets its schemas late, as in what Node imports. */
import { register } from 'node:module'

register('./late-zod-hooks.js', import.meta.url)
