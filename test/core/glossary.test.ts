import { expect, test } from 'vitest'
import { Glossary } from '../../src/core/call/glossary.ts'
import { defineResource } from '../../src/core/call/resource.ts'

test('a field means what it means where it is, and then what it means everywhere', () => {
  const pets = defineResource({
    name: 'pets',
    description: 'Pets.',
    words: { fields: { 'Pet.name': 'Its call.', 'Pet.owner.name': 'Who feeds it.', name: 'Anything.' } },
  })
  const glossary = new Glossary([pets])
  expect(glossary.unused).toEqual(['fields Pet.name', 'fields Pet.owner.name', 'fields name'])
  expect(glossary.field('Pet', ['name'])).toBe('Its call.')
  expect(glossary.field('UpdatePetRequest', ['name'])).toBe('Its call.')
  expect(glossary.field('Pet', ['owner', 'name'])).toBe('Who feeds it.')
  expect(glossary.field('Pet', ['vet', 'name'])).toBe('Anything.')
  expect(glossary.field('Petition', ['name'])).toBe('Anything.')
  expect(glossary.unused).toEqual([])
  expect(() => new Glossary([pets, pets])).toThrow('Two sentences tell what "Pet.name" is.')
})

test('a parameter means to a resource what that says, and else what it means everywhere', () => {
  const about = (name: string, words = {}) => defineResource({ name, description: `${name}.`, words })
  const [pets, owners] = [about('pets', { parameters: { limit: 'How many pets.' } }), about('owners')]
  const glossary = new Glossary([pets, owners], { parameters: { limit: 'How many.' } })
  expect([pets, owners].map((each) => glossary.parameter('limit', each))).toEqual(['How many pets.', 'How many.'])
})
