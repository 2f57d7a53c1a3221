/** The texts of e-mail steps: `{{invoice.number}}` and the like are filled in when the e-mail is sent. */
import mustache from 'mustache'
import * as z from 'zod'
import { nearestName } from '../../core/warning.ts'

/** What templates know: by the name of a variable, its value. */
export type Facts = Readonly<Record<Variable, string>>

export const variables = [
  'customer.name',
  'invoice.number',
  'invoice.amount',
  'invoice.due_date',
  'company.name',
  'sender.name',
] as const
export type Variable = (typeof variables)[number]

/** An own one, which keeps nothing: templates are the callers', and there may be many. */
const parser = Object.assign(new mustache.Writer(), { templateCache: undefined })

/** Texts and tags, in the order in which they stand. */
const tokensOf = (template: string): readonly (readonly [type: string, text: string])[] => parser.parse(template)

/** Why a text is no template; undefined where it is one. Only variables can be used: no sections, no partials. */
function whyNot(text: string): string | undefined {
  try {
    return tokensOf(text).every(([type]) => type === 'text' || isVariable(type) || type === '!')
      ? undefined
      : 'Only variables such as {{invoice.number}} can be used.'
  } catch {
    return 'A tag is not closed.'
  }
}

const isVariable = (type: string): boolean => type === 'name' || type === '&'

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
  return tokensOf(template)
    .map(([type, text]) => {
      if (type === 'text') return text
      return isVariable(type) && Object.hasOwn(facts, text) ? quote(facts[text as Variable]) : ''
    })
    .join('')
}

/** What to say of variables that are left empty because nobody knows them. */
export function unknownVariables(...templates: readonly string[]): string[] {
  const used = templates.flatMap((text) => tokensOf(text).flatMap(([type, name]) => (isVariable(type) ? [name] : [])))
  return [...new Set(used)]
    .filter((name) => !(variables as readonly string[]).includes(name))
    .map((name) => {
      const nearest = nearestName(name, variables)
      return `The template variable "${name.slice(0, 80)}" is unknown and left empty.${nearest ? ` Did you mean "${nearest}"?` : ''}`
    })
}
