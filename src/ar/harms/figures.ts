/** The figures in a letter that can be held against the books: invoice numbers, currency amounts, labelled dates. All else is free text. */
import { monthNumber, monthPattern, months, twoDigits } from '../../core/time/day.ts'
import { toCents } from '../conventions/money.ts'

/** An amount in cents, and as it stands there. */
export interface Amount {
  readonly text: string
  readonly cents: number
  readonly isInDollars: boolean
}

export interface LabelledDate {
  readonly text: string
  /** What it is said to be: a key of `labels`. */
  readonly label: Label
  /** `YYYY-MM-DD` */
  readonly date: string
}

/** More than any letter has: beyond that nobody looks. */
const MOST_FIGURES = 100

/** What of a text fits, each once. */
function found(text: string, pattern: RegExp): RegExpMatchArray[] {
  const known = new Map<string, RegExpMatchArray>()
  for (const match of text.matchAll(pattern)) {
    known.set(match[0], match)
    if (known.size === MOST_FIGURES) break
  }
  return [...known.values()]
}

const DIGITS = String.raw`(\d{1,3}(?:,\d{3}){1,4}(?:\.\d\d)?|\d{1,12}(?:\.\d\d)?)(?![\d%])`
/** `$1,250.00`, `USD 1,250.00`, `1,250.00 USD`; in euros and pounds too. */
const amount = new RegExp(
  String.raw`(?<![\d.,])(?:(\$|\u20ac|\u00a3|\bUSD|\bEUR|\bGBP) ?${DIGITS}|${DIGITS} ?(USD|EUR|GBP)\b)`,
  'g',
)

export function amountsIn(text: string): Amount[] {
  return found(text, amount).map(([whole, before, first, second, behind]) => {
    const figure = first ?? second ?? ''
    return {
      text: whole,
      cents: toCents(Number(figure.replaceAll(',', ''))),
      isInDollars: ['$', 'USD'].includes(before ?? behind ?? ''),
    }
  })
}

const MONTH = months.map(monthPattern).join('|')
const DATE = String.raw`(?:(?<iso>\d{4}-\d\d-\d\d)|(?<month>${MONTH})\.?\s{1,2}(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?<year>\d{4}))(?!\d)`

/** What a date can be said to be, and in which words. */
const labels = {
  due: 'due(?: date)?(?: was| is)?(?: on| by| since)?',
  issued: '(?:issued|dated|invoice date)(?: on)?',
  promised: 'promised(?: payment| to pay)?(?: on| by| for)',
  paid: '(?:paid|received) on',
} as const
export type Label = keyof typeof labels

const labelNames = Object.keys(labels) as Label[]

/** One pattern for all labels: each one takes long to be made. Lines are broken behind colons and prepositions only: below a word alone is what belongs to another column. */
const labelled = new RegExp(
  String.raw`\b(?:${labelNames.map((label) => `(?<${label}>${labels[label]})`).join('|')}):?(?: {1,2}|(?<=:|\b(?:on|by|for|since))\s{1,2})(?:the )?${DATE}`,
  'gi',
)

/** `due on June 3, 2026`, `Due date: 2026-06-03`, `issued May 4, 2026`. */
export function datesIn(text: string): LabelledDate[] {
  return found(text, labelled).flatMap(({ 0: text, groups = {} }) => {
    const { iso, month = '', day = '', year } = groups
    const date = iso ?? `${year}-${twoDigits(monthNumber(month))}-${twoDigits(day)}`
    return labelNames
      .filter((label) => groups[label] !== undefined)
      .map((label) => ({ text: text.replace(/\s+/g, ' '), label, date }))
  })
}

const LONGEST_NUMBER = 60

/**
 * What looks like a number of an invoice as these are written: the same but for its digits.
 * Where there are no letters it has as many digits; of digits alone the word before them, or before a list of them, tells that it is an invoice.
 */
export function numbersIn(text: string, written: Iterable<string>): string[] {
  const shapes = new Set([...written].filter((number) => number.length <= LONGEST_NUMBER && /\d/.test(number)).map(shapeOf))
  return [...new Set([...shapes].flatMap((shape) => found(text, new RegExp(shape, 'gu')).map(([, number = '']) => number)))]
}

const special = /[\\^$.*+?()[\]{}|/]/g

function shapeOf(number: string): string {
  const hasLetters = /\p{L}/u.test(number)
  const shape = number
    .replaceAll(special, String.raw`\$&`)
    .replaceAll(/\d+/g, ({ length }) => String.raw`\d` + (hasLetters ? '{1,12}' : `{${length}}`))
    // The last ones are counted on: there may be one more.
    .replace(/\{(\d+)\}(?=\D*$)/, (_, length) => `{${length},${Number(length) + 1}}`)
  const before = /^\d+$/.test(number)
    ? String.raw`(?<=\b[Ii]nvoice(?:s?(?: numbers?| nos?\.?)?:?\s{1,2}|s(?: numbers| nos\.?)?:?\s{1,2}(?:#?\d{1,12}(?:, ?|,? and | & )){1,9})#?)`
    : String.raw`(?<![\p{L}\d-])`
  return String.raw`${before}(${shape})(?![\p{L}\d]|-\d|\.\d\d\b)`
}

/** What stands where lines may be broken before it: an amount, a number, a day, or words in its place. */
const AMOUNT = String.raw`(?:US)?[$\u20ac\u00a3]|USD|EUR|GBP|\d|(?:the|this|your|all)\b|\w+ invoices\b`
const NUMBER = String.raw`(?![$\u20ac\u00a3])\S{0,60}\d`
const DAY = String.raw`\d|the\b|this\b|next\b|receipt|${MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day`

/** @param end what is behind the gap */
const hole = (before: string, end: string, figure: string): RegExp =>
  new RegExp(String.raw`\b(?:${before})(?!:?\s{1,8}(?:${figure})) ?(?:${end})`, 'im')

/** Where a figure should stand and none does. */
const holes = [
  ['amount', /(?<!\bin (?:US)?)\$(?!\s?\d)/],
  ['amount', hole('(?:amount|balance|sum|total) of', '[.,;:!?)]|$| {2}', AMOUNT)],
  ['amount', /\b(?:for|over) {2,}(?![ $\u20ac\u00a3\d]|USD|EUR|GBP)/],
  ['number', new RegExp(String.raw`\binvoice(?: number| no\.?)? {2,}(?! |${NUMBER})`, 'i')],
  // With an article it may be told of, unless something was to stand behind it.
  ['number', hole(String.raw`invoice (?:number|no\.)`, ':| [,;!?)]', NUMBER)],
  ['number', hole(String.raw`(?<!\b(?:the|your|our|an) )invoice (?:number|no\.)`, '[,;!?)]|$', NUMBER)],
  ['date', hole('due (?:on|by)', '[.,;:!?)]|$| {2}', DAY)],
  ['date', hole('due date', ': ?$', DAY)],
  ['date', hole(String.raw`(?<!\b(?:the|your|our|its) )due date`, ' ?$', DAY)],
  ['figure', /\{\{[^{}]{0,80}\}\}/],
  ['figure', /\b(?:undefined|NaN|Invalid Date)\b/],
] as const

const WORD = String.raw`(?:invoice|number|no|amount|balance|total|sum|currency|date|due|issued?|open|outstanding|overdue|paid|original|status|days|late|description|terms)\b[.#]?(?: ?\([^()\n]{1,10}\))?`
const COLUMN = `${WORD}(?: ${WORD})*`

/** A line of nothing but what columns are called. */
const headings = new RegExp(String.raw`^[ |]*${COLUMN}(?:(?: {2}|\t| ?\|)[ \t|]*${COLUMN})+[ |]*$`, 'gim')

/** What is missing in a text, and where; undefined where nothing is. */
export function holeIn(whole: string): { readonly what: string; readonly where: string } | undefined {
  const text = whole.replace(headings, '')
  for (const [what, pattern] of holes) {
    const found = pattern.exec(text)
    if (found) return { what, where: text.slice(found.index, found.index + 40).split('\n')[0] ?? '' }
  }
  return undefined
}
