import { hint } from '../../../core/values/nearest-name.ts'
import { defineTextSetting } from '../../../core/world/setting.ts'
import { type Mistake, ownMistakes } from './mistake.ts'

type Shares = ReadonlyMap<Mistake, number>

const isKnown = (name: string): name is Mistake => ownMistakes.some((each) => each === name)

/** Either all shares, or what is wrong with the text. */
function read(text: string): { readonly shares: Shares } | { readonly problem: string } {
  const shares = new Map<Mistake, number>()
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [name = '', share = ''] = part.split('=').map((each) => each.trim())
    if (!isKnown(name)) return { problem: `The agent makes no mistake "${name}".${hint(name, ownMistakes)}` }
    if (!/^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/.test(share))
      return { problem: `The share of "${name}" is a number from 0 to 1, such as ${name}=0.1, not "${share}".` }
    shares.set(name, Number(share))
  }
  return { shares }
}

/** Which mistakes the agent of a living world makes, and how often: `stale_balance=0.1,duplicate=0.05`. */
export const mistakeShares = defineTextSetting('agentMistakes', (text) => {
  const found = read(text)
  return 'problem' in found ? found.problem : undefined
})

const NONE: Shares = new Map()

/** How often each is made. */
export function sharesIn(text: string): Shares {
  if (text === '') return NONE
  const found = read(text)
  return 'shares' in found ? found.shares : NONE
}
