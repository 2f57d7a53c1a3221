/** A session over all operations: the examples of each, every one in a world as new. */

import { Stage } from '../dist/src/core/call/example.js'
import { createSimulator } from '../dist/src/index.js'

/** The calls of an API, ready to be made. @param origin where they go */
export function* calls(simulator, name, origin = 'http://127.0.0.1:4010') {
  const api = simulator.apis.find((each) => each.name === name)
  for (const operation of api.operations)
    for (const example of operation.examples) {
      for (const { id } of simulator.worlds) simulator.remove(id)
      const world = simulator.world()
      world.reset()
      const stage = new Stage(simulator, world, origin)
      stage.prepare(example)
      const request = stage.request(api, operation, example)
      yield { id: operation.id, expected: example.expect.status, path: operation.path, method: operation.method, request }
    }
}

/** What they are answered. */
export function* session(name) {
  const simulator = createSimulator()
  for (const { request, ...operation } of calls(simulator, name)) {
    const { status, headers, body } = simulator.handle(request)
    const isJson = headers['content-type'] === 'application/json'
    yield { ...operation, status, body: isJson && body !== '' ? JSON.parse(body) : undefined }
  }
}
