/** Who only looks on: the simulator's own pages, and who has the control token. */
import type { SimRequest } from '../values/http.ts'

/** Whether a text is that one, in a time that does not tell how much of it is right. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const differs = Array.from({ length: secret.length }, (_, i) => secret.charCodeAt(i) ^ (given?.charCodeAt(i) ?? 0))
  return differs.reduce((all, each) => all | each, secret.length ^ (given?.length ?? 0)) === 0
}

/** Whether a call is to leave no trace. The control token comes in a header of its own: `Authorization` is the API's. */
export function isObserver({ headers }: SimRequest, controlToken: string | undefined): boolean {
  if (headers['x-sim-observer'] !== '1') return false
  if (headers['sec-fetch-site'] === 'same-origin') return true
  return controlToken !== undefined && isSecret(headers['x-sim-token'], controlToken)
}

/** What is wrong with a control token, in a sentence; undefined where nothing is: it is sent in a header, as one word. */
export const tokenProblem = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[!-~]+$/.test(text)
    ? undefined
    : 'A token is at least one visible letter of ASCII, and has no spaces.'
