/** The simulator inside an Express 5 app. */
import { type NextFunction, type Request, type Response, Router } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { sendDocument } from './documents.ts'
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
  router.use((request: Request, response: Response, next: NextFunction) => {
    const address = simulator.route(request.url)
    if (!address) return next()
    const { baseUrl, body } = request as Request & { body: unknown }
    answerRequest(simulator, address, request, response, request.url, baseUrl, body)
  })
  router.get('/openapi/:file', (request: Request, response: Response, next: NextFunction) =>
    sendDocument(simulator, request, response, next),
  )
  return router
}
