/** How a customer behaves once billed. */
export const personas = [
  'prompt',
  'forgetful',
  'slow',
  'promiser',
  'breaker',
  'part_payer',
  'disputer',
  'silent',
  'out_of_office',
  'moved_on',
] as const
export type Persona = (typeof personas)[number]
