import { createSimulator } from 'arsim'
import { toOpenApi, toText } from 'arsim/openapi'

const simulator = createSimulator()
const document = toOpenApi(simulator, 'ar')
const version: string | undefined = document?.openapi

console.log(
  JSON.stringify({ version, text: document && JSON.parse(toText(document, 'json')).openapi, none: toOpenApi(simulator, 'no') }),
)
