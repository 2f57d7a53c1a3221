/** The simulator inside an Express 5 app. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Request, Router } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { dashboardFor } from './dashboard.ts'
import { documentFor } from './documents.ts'
import { answerRequest, toSender } from './node.ts'

/** What an Express app, or another router, can `use`. */
export type SimulatorRouter = (
  request: IncomingMessage,
  response: ServerResponse,
  // biome-ignore lint/suspicious/noExplicitAny: as Express has it
  next: (error?: any) => void,
) => void

/**
 * A router that answers the APIs, `/__sim` and `/openapi`, shows the dashboard at `/~default/`, and leaves every other path to the app.
 * It comes before `express.json()`: where that has read a body first, the signature of a webhook does not hold any more.
 *
 * @example
 * app.use(simulatorRouter(createSimulator()))
 */
export function simulatorRouter(simulator: Simulator): SimulatorRouter {
  const router = Router()
  router.use(async (request, response, next) => {
    const { url, baseUrl, body } = request as Request & { body: unknown }
    const address = simulator.route(url)
    const other = address ? undefined : (documentFor(simulator, url) ?? dashboardFor(simulator, request, url))
    if (address) answerRequest(simulator, request, response, { address, url, sender: toSender(request, baseUrl), parsed: body })
    else if (other) await other(request, response, baseUrl)
    else next()
  })
  return router as unknown as SimulatorRouter
}
