/** What the standalone server serves beside the simulator: a word of welcome, and what it says where nothing is. */

import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { bugSentence } from '../core/values/message-of.ts'
import { VERSION } from '../version.ts'
import { onlyData } from './documents.ts'
import { simulatorRouter } from './express.ts'
import { nothingAt } from './nothing.ts'

export function site(simulator: Simulator): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set(onlyData)
    next()
  })
  app.get('/', (_request, response) => {
    response.type('text/plain').send(welcome(simulator))
  })
  app.use(simulatorRouter(simulator))
  app.use((request, response) => {
    if (!isReadable(request.path)) return void response.status(400).json({ error: { message: 'The path cannot be read.' } })
    response.status(404).json(nothingAt(simulator, request.path))
  })
  app.use(reportBug)
  return app
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

const reportBug: ErrorRequestHandler = (error: Error, request, response, _next) => {
  console.error(`${request.method} ${request.originalUrl} failed:`, error)
  response.status(500).json({ error: { message: bugSentence(error.message) } })
}

function welcome({ apis }: Simulator): string {
  const served = apis.filter(({ document, steers }) => document && !steers).toReversed()
  const lines = [
    ...served.map(({ basePath, title }) => [basePath, `the ${title}`]),
    ...served.map(({ name }) => [`/openapi/${name}.json`, 'its OpenAPI document, also as .yaml']),
    ['/openapi/sim.json', 'that of what steers the simulator'],
    ...(served.length > 1 ? [['/openapi/stories.arazzo.json', 'five stories over all of them, for runners of Arazzo']] : []),
    ['/__sim', 'the guide: companies, tokens and samples to call anything with'],
  ]
  const table = lines.map(([path = '', what]) => `  ${path.padEnd(30)}${what}`).join('\n')
  return `arsim ${VERSION}, a stateful simulator of an accounts-receivable API and a CRM integrations API\n\n${table}\n`
}
