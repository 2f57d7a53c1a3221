/** Acts without a form. */
import { useChange } from '../data/queries.ts'
import { showError } from './toasts.ts'

/**
 * Makes calls that change something. What goes wrong is told in a toast; a form shows it itself, by `useChange`.
 *
 * @example
 * const act = useAct()
 * act.mutate(call('sim.resetWorld', { world, body: {} }))
 */
export const useAct = <Got = unknown>(onDone?: (got: Got) => void) => useChange<Got>(onDone, showError)
