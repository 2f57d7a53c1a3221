/**
 * The dashboard for a simulator that runs in the page.
 * @module
 */
import type { Simulator } from '../core/simulator.ts'

/** A dashboard that is shown. */
export interface Dashboard {
  /** Takes it away again. */
  readonly unmount: () => void
}

/**
 * Shows the dashboard in an element, for a simulator in this page: no server is asked.
 *
 * @example
 * mountDashboard(document.body, createSimulator())
 */
export declare const mountDashboard: (element: HTMLElement, simulator: Simulator) => Dashboard
