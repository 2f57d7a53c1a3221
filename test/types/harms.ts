/** What must not compile of harm. `npm run check` fails where one of these lines is fine, or where another is not. */
import { createSimulator, type Harm, type HarmRule } from '../../src/index.ts'

const world = createSimulator().world()

const harms: Harm[] = world.harms({ rule: 'dunned-paid', after: 1, limit: 2 })
const rule: HarmRule = 'overpaid'
const name: HarmRule | undefined = harms[0]?.rule
world.harms({ rule: name ?? rule })

// @ts-expect-error there is no such rule
world.harms({ rule: 'dunned-payed' })

// @ts-expect-error harm is asked for by nothing else
world.harms({ customer: '' })

const [harm] = harms
// @ts-expect-error a world tells of it, nobody else does
if (harm) harm.sentence = ''
