/** What the answers about harm mean. */
import type { Words } from '../../core/call/words.ts'

export const harmsWords: Words = {
  answers: {
    listHarms: 'What was noticed, the newest last.',
  },
}
