import { createSimulator, type Fired, type SimResponse, type World } from 'arsim'

const simulator = createSimulator({ seed: 1 })
const world: World = simulator.world('mine')
const call = (method: string, path: string, authorization?: string): SimResponse =>
  simulator.handle({ method, url: `/~mine${path}`, origin: 'http://localhost', headers: { authorization } })

const { companies, samples } = JSON.parse(call('GET', '/__sim').body)
const action = `/api/companies/${companies[0].id}/actions/${samples.actions.proposed}`
const token = `Token ${companies[0].members[0].token}`
const statusOf = ({ body }: SimResponse): string => JSON.parse(body).status

const statuses = [statusOf(call('POST', `${action}/approve`, token))]
const fired: readonly Fired[] = world.clock.advance('PT1M')
statuses.push(statusOf(call('GET', action, token)))

console.log(JSON.stringify({ now: world.clock.now(), fired: fired.length > 0, statuses }))
