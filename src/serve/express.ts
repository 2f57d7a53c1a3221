/** The simulator inside an Express 5 app. */
import { type NextFunction, type Request, type Response, Router } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { documentFor } from './documents.ts'
import { answerRequest } from './node.ts'

/**
 * A router that answers the APIs, `/__sim` and `/openapi`, and leaves every other path to the app.
 * It may come before or after `express.json()`.
 *
 * @example
 * app.use(simulatorRouter(createSimulator()))
 */
export function simulatorRouter(simulator: Simulator): Router {
  const router = Router()
  router.use(async (request: Request, response: Response, next: NextFunction) => {
    const { url, baseUrl, body } = request as Request & { body: unknown }
    const address = simulator.route(url)
    const document = address ? undefined : documentFor(simulator, url)
    if (address) answerRequest(simulator, address, request, response, url, baseUrl, body)
    else if (document) await document(request, response, baseUrl)
    else next()
  })
  return router
}
