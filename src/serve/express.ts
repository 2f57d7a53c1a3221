/** The simulator inside an Express 5 app. */
import { type NextFunction, type Request, type Response, Router } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { readBody, toSimRequest, writeResponse } from './node.ts'

/**
 * A router that answers the APIs, `/__sim` and `/openapi`, and leaves every other path to the app.
 * It may come before or after `express.json()`.
 *
 * @example
 * app.use(simulatorRouter(createSimulator()))
 */
export function simulatorRouter(simulator: Simulator): Router {
  const router = Router()
  router.get('/openapi/:file', (request, response, next) => sendDocument(simulator, request, response, next))
  router.use((request, response, next) => {
    if (!simulator.owns(request.path)) return next()
    withBody(request, simulator.bodyLimit(request.path), (body) =>
      writeResponse(response as Response, simulator.handle(toSimRequest(request, request.url, body, request.baseUrl))),
    )
  })
  return router
}

/** The code that writes documents is only loaded when somebody asks for one. */
async function sendDocument(simulator: Simulator, request: Request, response: Response, next: NextFunction): Promise<void> {
  const [, name = '', format] = /^(\w+)\.(json|yaml)$/.exec(String(request.params.file)) ?? []
  const { toOpenApi, toText } = await import('./openapi.ts')
  const document = format && toOpenApi(simulator, name)
  if (!document) return next()
  response.type(format === 'json' ? 'application/json' : 'application/yaml').send(toText(document, format as 'json' | 'yaml'))
}

/** A parser that came first has read the body already; then what it made of it is written again. */
function withBody(request: Request, limit: number, done: (body: string | Uint8Array | undefined) => void): void {
  const { body } = request as { body: unknown }
  if (!request.readableEnded) readBody(request, limit, done)
  else done(body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
}
