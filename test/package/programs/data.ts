import { createSimulator, type Scenario } from 'arsim'
import { type Collections, collections } from 'arsim/data'
import { fakedScenario } from 'arsim/scenarios'

const scenario: Scenario = fakedScenario
const [seeded, faked] = [createSimulator({ seed: 7 }), createSimulator({ seed: 7, scenario })].map((simulator) => {
  const db: Collections = collections(simulator.world())
  return db.customers.all()
})

console.log(JSON.stringify({ customers: faked && faked.length > 0, same: JSON.stringify(seeded) === JSON.stringify(faked) }))
