/** What a compiler has to refuse; so none of these types is `any`. */
import { createSimulator, type World } from 'arsim'
import { collections } from 'arsim/data'
import { simulatorRouter } from 'arsim/express'
import { handlers } from 'arsim/msw'
import { toOpenApi } from 'arsim/openapi'
import { serve } from 'arsim/server'

// @ts-expect-error no such option
createSimulator({ sead: 1 })

const simulator = createSimulator()
const world: World = simulator.world()

// @ts-expect-error a duration is a text
world.clock.advance(3)
// @ts-expect-error handlers are for MSW
handlers(simulator).length.toUpperCase()
// @ts-expect-error a router has no such method
simulatorRouter(simulator).listen(0)
// @ts-expect-error a port is a number
await serve(simulator, { port: '4010' })
// @ts-expect-error there may be no such document
toOpenApi(simulator, 'ar').openapi
// @ts-expect-error no such collection
collections(world).dragons
