/** Templates of steps against the library whose notation they have. */
import * as fc from 'fast-check'
import mustache from 'mustache'
import { expect, test } from 'vitest'
import { render, Template } from '../src/ar/sequences/template.ts'

const facts = {
  'customer.name': 'Ann <b>',
  'invoice.number': 'A-1',
  'invoice.amount': '$1.00',
  'invoice.balance': '$0.50',
  'invoice.due_date': 'May 5, 2026',
  'company.name': 'Acme',
  'sender.name': 'Pat',
}
const view = {
  customer: { name: 'Ann <b>' },
  invoice: { number: 'A-1', amount: '$1.00', due_date: 'May 5, 2026' },
  company: { name: 'Acme' },
  sender: { name: 'Pat' },
}
const tags = ['{{customer.name}}', '{{ invoice.number }}', '{{&sender.name}}', '{{{company.name}}}', '{{unknown}}', '{{ { x } }}']
const piece = fc.constantFrom(
  ...tags,
  '{{#a}}',
  '{{/a}}',
  '{{>p}}',
  '{{=<% %>=}}',
  '{{',
  '}}',
  '{{{',
  '}}}',
  'text',
  ' ',
  '\n',
  '{',
  '}',
)

/** What Mustache makes of a template of variables; undefined where it is something else. */
function theirs(template: string): string | undefined {
  try {
    const tokens = new mustache.Writer().parse(template) as unknown as readonly (readonly [string])[]
    if (!tokens.every(([type]) => ['text', 'name', '&'].includes(type))) return undefined
    return mustache.render(template, view, {}, { escape: String })
  } catch {
    return undefined
  }
}

test('a template of variables is filled in as Mustache does, and nothing else is a template', () => {
  const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(template, (text) => {
      const expected = theirs(text)
      expect(Template.safeParse(text).success, text).toBe(expected !== undefined)
      if (expected !== undefined) expect(render(text, facts), text).toBe(expected)
    }),
    { numRuns: 5_000 },
  )
})

test('a comment is left out', () => {
  expect(render('Hello{{! nobody reads this }}, {{customer.name}}', facts)).toBe('Hello, Ann <b>')
})

test('a template has at most 200 tags', () => {
  expect(Template.safeParse('{{a}}'.repeat(200)).success).toBe(true)
  expect(Template.safeParse('{{a}}'.repeat(201)).error?.issues[0]?.message).toBe(
    'Ensure this field has no more than 200 variables.',
  )
})
