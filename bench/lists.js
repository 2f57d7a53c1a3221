/** Every list of both APIs in the default world, as a page asks for it first: without a query. */
const origin = 'http://127.0.0.1'

export function lists(simulator) {
  const world = simulator.world()
  return simulator.apis
    .filter(({ steers }) => !steers)
    .flatMap((api) => {
      const { headers, path: given } = api.caller(world, 'member')
      return api.operations
        .filter(({ method, path }) => method === 'GET' && !/\{(?!company_id)/.test(path))
        .map(({ id, path }) => ({ id, path: api.basePath + path.replace('{company_id}', given.company_id), headers }))
    })
    .map(({ id, path, headers }) => {
      const { status, body } = world.handle({ method: 'GET', url: path, origin, headers })
      return { id, path, headers, status, body }
    })
    .filter(({ status, body }) => status === 200 && isList(JSON.parse(body)))
}

const isList = (body) => Array.isArray(body) || Object.values(body).some(Array.isArray)
