/** What the agent of a living world does wrong now and then: each is a harm once it is approved and sent. */
export const agentErrors = [
  'stale_balance',
  'wrong_number',
  'duplicate',
  'dunned_promise',
  'dunned_dispute',
  'wrong_person',
] as const
export type AgentError = (typeof agentErrors)[number]
