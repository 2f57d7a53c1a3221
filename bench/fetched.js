import { once } from 'node:events'
import { get } from 'node:http'

/** Fetches a path of a server on this machine, and reads all of the answer. */
export async function fetched(options) {
  const [response] = await once(get({ host: '127.0.0.1', ...options }), 'response')
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200) throw new Error(`GET ${options.path}: ${response.statusCode}`)
}
