/** What can be wrong with a proposal that somebody asks for. */
export const askedMistakes = ['stale_balance', 'wrong_invoice', 'wrong_customer', 'wrong_tone', 'duplicate'] as const

/** What the agent of a living world does wrong now and then: each is a harm once it is approved and sent. */
export const ownMistakes = [
  'stale_balance',
  'wrong_number',
  'duplicate',
  'dunned_promise',
  'dunned_dispute',
  'wrong_person',
] as const

export const mistakes = [...new Set([...askedMistakes, ...ownMistakes])]
export type Mistake = (typeof mistakes)[number]
