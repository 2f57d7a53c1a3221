import { afterAll, beforeAll, expect, test } from 'vitest'
import { emitEvent } from '../src/control/events/emit-event.op.ts'
import { control } from '../src/control/index.ts'
import type { Api } from '../src/core/call/api.ts'
import { finder, resolve, Stage, toExample } from '../src/core/call/example.ts'
import type { Example, Operation } from '../src/core/call/operation.ts'
import type { SimRequest } from '../src/core/values/http.ts'
import { createSimulator, type Simulator } from '../src/index.ts'
import { sendToCore, type Way, ways } from './support/ways.ts'

/** A simulator as new: other worlds gone, the default one reset. */
function renew(simulator: Simulator): void {
  for (const { id } of simulator.worlds) simulator.remove(id)
  simulator.world().reset()
}

/** `WAYS=core` for one way only. */
const chosen = Object.entries(ways).filter(([name]) => (process.env.WAYS ?? name) === name)

for (const [name, open] of chosen) {
  const simulator = createSimulator()
  const reference = createSimulator()
  let way: Way
  beforeAll(async () => {
    way = await open(simulator)
  })
  afterAll(() => way.close())

  const check = (title: string, api: Api, operation: Operation, example: Example): void =>
    test(`${name}: ${title}: ${example.name}`, async () => {
      const requests = [simulator, reference].map((each): SimRequest => {
        renew(each)
        const stage = new Stage(each, each.world(), way.origin)
        stage.prepare(example)
        return stage.request(api, operation, example)
      })
      const expected = resolve(example.expect, finder(simulator, simulator.world())) as typeof example.expect

      const seen = await way.send(requests[0] as SimRequest)

      expect(seen.status, seen.body).toBe(expected.status)
      if (expected.body !== undefined) expect(JSON.parse(seen.body)).toMatchObject(expected.body as object)
      if (expected.headers) expect(seen.headers).toMatchObject(expected.headers)
      expect(seen).toEqual(sendToCore(reference, { ...(requests[1] as SimRequest), origins: way.origins }))
    })

  for (const api of simulator.apis)
    for (const operation of api.operations) for (const example of operation.examples) check(operation.id, api, operation, example)

  for (const { event } of simulator.events)
    for (const example of event.examples) check(event.type, control, emitEvent, toExample(event, example))
}
