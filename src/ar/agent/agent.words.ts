/** What the tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const agentWords: Words = {
  fields: {
    'agent_mistakes.action': 'The action with the draft.',
    'agent_mistakes.kind': 'What is wrong with the draft.',
  },
  tables: {
    agent_mistakes: 'Mistakes that the agent made in drafts. Only the simulator knows of them.',
  },
}
