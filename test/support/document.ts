/** A document as the types of the specification have it; undefined for an API without one. */
import type { oas31 } from 'openapi3-ts'
import type { Simulator } from '../../src/index.ts'
import { toOpenApi } from '../../src/serve/openapi.ts'

export const documentOf = (simulator: Simulator, name: string, origin?: string): oas31.OpenAPIObject | undefined =>
  toOpenApi(simulator, name, origin) as unknown as oas31.OpenAPIObject | undefined
