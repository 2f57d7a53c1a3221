/** An app that shows the dashboard of the simulator in it. */
import { createSimulator } from 'arsim'
import { mountDashboard } from 'arsim/dashboard'

const simulator = createSimulator()
const dashboard = mountDashboard(document.querySelector('#here') as HTMLElement, simulator)
Object.assign(window, { simulator, dashboard })
