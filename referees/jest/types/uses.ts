import { ClockError, createSimulator, persist, type Simulator, type World } from 'arsim'
import { createSimulator as onlyAr } from 'arsim/ar'
import { createSimulator as onlyCrm } from 'arsim/crm'
import { CollectionError, type Collections, collections, defineScenario, Query } from 'arsim/data'
import { simulatorRouter } from 'arsim/express'
import { handlers } from 'arsim/msw'
import { toOpenApi, toText } from 'arsim/openapi'
import { fakedScenario } from 'arsim/scenarios'
import { serve } from 'arsim/server'
import { setupServer } from 'msw/node'

const simulator: Simulator = createSimulator({ seed: 1, scenario: fakedScenario })
export const server = setupServer(
  ...handlers(simulator, { ar: 'https://ar.example' }),
  ...handlers(onlyAr()),
  ...handlers(onlyCrm()),
)
const world: World = simulator.world()
const db: Collections = collections(world)
const action = db.actions.findFirst((q) => q.where({ status: 'proposed' }))
export const status: string | undefined = action?.status
export const of: number = db.invoices.findMany(new Query((invoice) => invoice.balance > 0)).length
export const router = simulatorRouter(simulator)
export const text: string = toText(toOpenApi(simulator, 'ar') ?? { openapi: '3.1.0', info: { title: '', version: '' } }, 'json')
export const scenario = defineScenario({ name: 'late', tell: ({ day }) => void day(1) })
export const isMistake = (error: unknown): boolean => error instanceof ClockError || error instanceof CollectionError
export const serving = serve(simulator, { port: 0 })
export const calls: number = world.calls('approveAction', { status: 200 }).length
persist(simulator, new Map() as never)
// @ts-expect-error there is no such status
db.actions.create({ status: 'sleeping' })
// @ts-expect-error a seed is a number
createSimulator({ seed: 'one' })
