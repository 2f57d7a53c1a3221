/** Where people meet, as a letter names it. */
import { NEXT } from './said-days.ts'

/** Such as `in person`, `by phone`, `a video call`, `at your office`, `over lunch`: nothing that is only sold or found online. */
export const PLACE = [
  '(?:(in person|face[- ]to[- ]face)',
  '((?:by|over|on|via) (?:the )?phone|phone call|call(?= instead))',
  `((?:video|zoom|teams)(?: (?:call|meeting))?|(?<!change (?:it|that|this) )online)${NEXT}`,
  '(over lunch)',
  String.raw`(?:at|in|to|visit) (your|our|my) (?:office|place))\b`,
].join('|')
const names = ['In person', 'Phone', 'Video call', 'Over lunch']
export const place = new RegExp(`\\b${PLACE}`)
export const places = new RegExp(place, 'g')

/** The place that a text names last, in small letters, as a calendar shows it. @param us whose office is `ours`, and `them` whose is `yours` */
export function placeIn(text: string, us: string, them: string): string | undefined {
  const [, ...said] = [...text.replace(/\b(instead|rather) (?:of|than)\b[^,]*/g, '$1').matchAll(places)].at(-1) ?? []
  const whose = said[4]
  return whose ? `${whose === 'your' ? them : us}’s office` : names[said.findIndex(Boolean)]
}
