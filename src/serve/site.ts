/** What the standalone server serves beside the simulator: the documents, and a word of welcome. */
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Simulator } from '../core/simulator.ts'
import { VERSION } from '../version.ts'
import { onlyData } from './documents.ts'
import { simulatorRouter } from './express.ts'

export function site(simulator: Simulator): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set(onlyData)
    next()
  })
  app.get('/', (_request, response) => {
    response.type('text/plain').send(welcome)
  })
  app.use(simulatorRouter(simulator))
  app.use((request, response) => {
    if (!isReadable(request.path)) return void response.status(400).json({ error: { message: 'The path cannot be read.' } })
    response.status(404).json({ error: { message: `Nothing is here. ${hintFor(simulator, request.path)}` } })
  })
  app.use(reportBug)
  return app
}

/** Paths under which people look for documents. */
const documents = /^\/(docs?|swagger(-ui)?|api-docs?|openapi|redoc)(\/|\.|$)/

/** What somebody may have meant. */
function hintFor({ apis }: Simulator, path: string): string {
  if (documents.test(path))
    return `The documents are ${listed(apis.flatMap(({ name, document }) => (document ? `/openapi/${name}.json` : [])))}.`
  const [, prefix = '', route = ''] = /^(\/~[^/]+)?(\/.*)$/.exec(path) ?? []
  const api = apis.find(({ document, router }) => document && router.find(route))
  return api ? `Did you mean ${prefix}${api.basePath}${route}?` : 'See GET /__sim.'
}

/** `a, b and c`. */
const listed = (items: readonly string[]): string => new Intl.ListFormat('en-GB').format(items.toSorted())

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

const reportBug: ErrorRequestHandler = (error: Error, request, response, _next) => {
  console.error(`${request.method} ${request.originalUrl} failed:`, error)
  response.status(500).json({ error: { message: `This is a bug in arsim, please report it. ${error.message}` } })
}

const welcome = `arsim ${VERSION}, a stateful simulator of an accounts-receivable API and a CRM integrations API

  /api                    the AR API
  /api/v1/integrations    the CRM Integrations API
  /openapi/ar.json        the OpenAPI documents, also as .yaml
  /openapi/crm.json
  /openapi/sim.json
  /openapi/stories.arazzo.json    five stories over all of them, for runners of Arazzo
  /__sim                  the guide: companies, tokens and samples to call anything with
`
