/** How a page is read that is only rendered, where the simulator is: nothing of it ever acts. */
import type { Simulator } from '../../core/simulator.ts'
import { own } from './in-page.ts'
import type { Place } from './transport.ts'

const nobody = (): Promise<never> => Promise.reject(new Error('A page that is only rendered sends for nothing.'))

/** @param origin where the simulator is, as the page calls it */
export const onServer = (simulator: Simulator, origin: string): Place => ({
  origin,
  send: nobody,
  document: nobody,
  sendNow: (url, { method, headers }) => simulator.handle({ method, url, origin, headers: { ...headers, ...own } }),
})
