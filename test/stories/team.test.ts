import { expect } from 'vitest'
import { members } from '../../src/ar/companies/member.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const namesOf = ({ body }: { body: { data: { name: string }[] } }) => body.data.map(({ name }) => name)

rule('C', 'members are those of the company only, who joined first comes first, without what is internal', () => {
  const { ar, world, companyId } = client()
  const mine = world.table(members).list('ofCompany', companyId)
  const { body } = ar('GET members')
  expect(namesOf({ body })).toEqual(mine.map(({ name }) => name))
  expect(Object.keys(body.data[0])).toEqual(['id', 'name', 'email', 'role', 'is_active', 'created_at'])
  expect(body.count).toBeLessThan(world.table(members).size)
})

rule('C', 'members are found by a part of their name or address, and by whether they are active', () => {
  const { ar, world, companyId } = client()
  const db = collections(world)
  const { id: user } = db.users.create({ username: 'zq' })
  const gone = db.members.create({ company: companyId, user, name: 'Zoë Quill', email: 'zq@own.example', is_active: false })
  expect(namesOf(ar('GET members?is_active=false'))).toEqual([gone.name])
  expect(namesOf(ar('GET members?is_active=true'))).not.toContain(gone.name)
  expect(namesOf(ar('GET members?search=QUILL'))).toEqual([gone.name])
  expect(namesOf(ar('GET members?search=zq@own&is_active=false'))).toEqual([gone.name])
  expect(namesOf(ar('GET members?search=zq@own&is_active=true'))).toEqual([])
})

rule('C', 'labels are those of the company only, by name, and found by a part of it', () => {
  const { ar, world, companyId } = client()
  const db = collections(world)
  const other = db.companies.findFirst((q) => q.where({ id: (id) => id !== companyId }))
  db.labels.create({ company: other?.id as string, name: 'Elsewhere' })
  db.labels.create({ company: companyId, name: 'A first one', color: '#0a0B0c' })
  const names = namesOf(ar('GET labels'))
  expect(names[0]).toBe('A first one')
  expect(names).toEqual(names.toSorted())
  expect(names).not.toContain('Elsewhere')
  expect(ar('GET labels?search=a%20FIRST').body).toMatchObject({
    count: 1,
    data: [{ name: 'A first one', color: '#0a0B0c' }],
  })
})

rule('C', 'the ids of members and labels are those that lists of customers filter by', () => {
  const { ar } = client()
  const [{ id: owner }] = ar('GET members').body.data
  const [{ id: label }] = ar('GET labels?search=key%20account').body.data
  for (const { ar_owner } of ar(`GET customers?ar_owner=${owner}`).body.data) expect(ar_owner).toBe(owner)
  const labelled = ar(`GET customers?labels=${label}`).body.data
  expect(labelled.length).toBeGreaterThan(0)
  for (const { labels } of labelled) expect(labels).toContain(label)
})
