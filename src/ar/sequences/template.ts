/** The texts of e-mail steps: `{{invoice.number}}` and the like are filled in when the e-mail is sent. */
import * as z from 'zod'
import { hint } from '../../core/values/nearest-name.ts'

/** What templates know: by the name of a variable, its value. */
export type Facts = Readonly<Record<Variable, string>>

const variables = [
  'customer.name',
  'invoice.number',
  'invoice.amount',
  'invoice.balance',
  'invoice.due_date',
  'company.name',
  'sender.name',
] as const
export type Variable = (typeof variables)[number]

/** What a template is made of, in the order in which it stands; undefined where a tag is not closed. */
type Part = { readonly type: 'text' | 'variable' | 'comment' | 'other'; readonly text: string }

/** In a template. Beyond it the hints about each would take longer than the template is worth. */
const MOST_TAGS = 200

/** The notation of Mustache, of which only variables and comments can be used. One way through the text, however long it is. */
function partsOf(template: string): readonly Part[] | undefined {
  const parts: Part[] = []
  let at = 0
  for (let start = template.indexOf('{{'); start >= 0 && parts.length <= 2 * MOST_TAGS; start = template.indexOf('{{', at)) {
    parts.push({ type: 'text', text: template.slice(at, start) })
    let first = start + 2
    while (isSpace(template[first])) first++
    const isTriple = template[first] === '{'
    const close = isTriple ? '}}}' : '}}'
    const end = template.indexOf(close, first)
    if (end < 0) return undefined
    const tag = template.slice(isTriple ? first + 1 : first, end).trim()
    parts.push(isTriple ? { type: 'variable', text: tag } : tagOf(tag))
    at = end + close.length
  }
  return [...parts, { type: 'text', text: template.slice(at) }]
}

const isSpace = (mark: string | undefined): boolean => mark !== undefined && mark.trim() === ''

function tagOf(tag: string): Part {
  if (tag.startsWith('!')) return { type: 'comment', text: tag }
  if (tag.startsWith('&')) return { type: 'variable', text: tag.slice(1).trim() }
  return /^[#^/>=]/.test(tag) ? { type: 'other', text: tag } : { type: 'variable', text: tag }
}

/** Why a text is no template; undefined where it is one. */
function whyNot(text: string): string | undefined {
  const parts = partsOf(text)
  if (!parts) return 'A tag is not closed.'
  if (parts.some(({ type }) => type === 'other')) return 'Only variables such as {{invoice.number}} can be used.'
  return parts.length > 2 * MOST_TAGS + 1 ? `Ensure this field has no more than ${MOST_TAGS} variables.` : undefined
}

export const Template = z
  .string()
  .superRefine((text, context) => {
    const message = whyNot(text)
    if (message) context.addIssue({ code: 'custom', message })
  })
  .meta({ description: `A text with variables: ${variables.map((name) => `\`{{${name}}}\``).join(', ')}.` })

/**
 * The text with the values filled in; variables that nobody knows are left empty.
 * @param quote how a value is written in the text, such as for HTML
 */
export function render(template: string, facts: Facts, quote: (value: string) => string = String): string {
  return (partsOf(template) ?? [])
    .map(({ type, text }) => {
      if (type === 'text') return text
      return type === 'variable' && Object.hasOwn(facts, text) ? quote(facts[text as Variable]) : ''
    })
    .join('')
}

const usedIn = (templates: readonly string[]): string[] =>
  templates.flatMap((text) => (partsOf(text) ?? []).flatMap(({ type, text: name }) => (type === 'variable' ? [name] : [])))

/** Those that stand for something only where the customer owes something. */
export const invoiceVariables = variables.filter((name) => name.startsWith('invoice.'))

/** The first of them that the templates use. */
export function neededOfInvoice(...templates: readonly string[]): Variable | undefined {
  const used = usedIn(templates)
  return invoiceVariables.find((name) => used.includes(name))
}

/** What to say of variables that are left empty because nobody knows them. */
export function unknownVariables(...templates: readonly string[]): string[] {
  return [...new Set(usedIn(templates))]
    .filter((name) => !(variables as readonly string[]).includes(name))
    .map((name) => `The template variable "${name.slice(0, 80)}" is unknown and left empty.${hint(name, variables, '')}`)
}
