const HEADER = String.raw`\r?\n\*?(?:Sent|Date|To|Cc|Subject):.*`
/** Lines that begin so, and all below the line with which a signature begins, or what is answered or forwarded. */
const quoted = new RegExp(
  String.raw`^>.*$|^(?:${[
    // Of two lines a program has broken one, with a year, a time or an address in it.
    String.raw`(?:On|Le|Am) (?:.{1,200}|(?=.{0,200}(?:\r?\n.{0,200})?(?:\d{4}|\d:\d\d|@))(?!.*(?:\w{5}[.!?] |[.!?]\r?$)).{1,200}\r?\n.{0,200})(?:wrote|a \u00E9crit|schrieb.{0,100})\s?:`,
    '-+ ?(?:Original|Forwarded) message ?-+',
    String.raw`_{5,}\r?\n\*?From:.*${HEADER}`,
    String.raw`\*?From:(?:(?=.*(?:\r?\n.*)?@).*|.*${HEADER})${HEADER}`,
    '-- ?',
  ].join('|')})\r?$[^]*`,
  'gim',
)
/** What nobody sees, and what is quoted beside it. */
const unseen = /^(?:style|script|head|title)$/i
const quotedOrUnseen = /^(?:style|script|head|title|blockquote)$/i
/** `a < b and c > d` is none, nor is an address. */
const tag =
  /<(\/?)(!(?=[^<>]*>)|(?:a|abbr|address|article|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|d[dlt]|del|div|em|figure|font|footer|form|h[1-6r]|head|header|html|i|img|input|ins|label|li|link|main|meta|nav|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|t[dhrt]|tfoot|thead|title|ul?|[a-z]:\w+)(?=(?:\s[^<>=]*=[^<>]*|\s+\w+\s*|\s*\/?)>))[^<>]*>/i
const inline = /^(?:a|abbr|b|code|em|font|i|s|small|span|strong|sub|sup|u)$/i
/** Characters that have a name; letters with a mark are named by both, such as `eacute`. */
const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  lsquo: '\u2018',
  rsquo: '\u2019',
  ldquo: '\u201C',
  rdquo: '\u201D',
  bdquo: '\u201E',
  laquo: '\u00AB',
  raquo: '\u00BB',
  ndash: '\u2013',
  mdash: '\u2014',
  hellip: '\u2026',
  bull: '\u2022',
  middot: '\u00B7',
  euro: '\u20AC',
  pound: '\u00A3',
  copy: '\u00A9',
  reg: '\u00AE',
  trade: '\u2122',
  deg: '\u00B0',
  times: '\u00D7',
  szlig: '\u00DF',
  oslash: '\u00F8',
  shy: '',
  zwnj: '',
}
const marks: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030A',
  cedil: '\u0327',
}
const character = (entity: string, decimal?: string, hex?: string, name = ''): string => {
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
  if (Number.isNaN(code)) return named(entities, name) ?? marked(name) ?? entity
  return code >> 11 === 27 ? '' : String.fromCodePoint(code)
}
const named = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined
function marked(name: string): string | undefined {
  const letter = (name.charAt(0) + (named(marks, name.slice(1)) ?? '')).normalize('NFC')
  return letter === name.charAt(0) || letter.length > 1 ? undefined : letter
}

/** What somebody sees of a message, without what it quotes in blocks unless that is wanted: of one without markup all of it. */
export function textOf(message: string, withQuotes = false): string {
  if (!/<\/\w+>|<br\b/i.test(message)) return message
  let text = ''
  let depth = 0
  const hidden = withQuotes ? unseen : quotedOrUnseen
  const parts = message.split(tag)
  for (let at = 0; at < parts.length; at += 3) {
    const [words = '', end, name = ''] = parts.slice(at, at + 3)
    if (depth === 0) text += words.replace(/\s+/g, ' ')
    // A head needs no end.
    if (!end && /^body$/i.test(name)) depth = 0
    if (hidden.test(name)) depth = Math.max(depth + (end ? -1 : 1), 0)
    else if (!inline.test(name)) text += '\n'
  }
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{1,8}));/gi, character)
}

/** Lines of a message that is quoted are somebody else's. */
export const withoutQuotes = (text: string): string => textOf(text).replaceAll(quoted, '')

/** `Hi Sue,`, `Dear Ms. Miller:`, `Hello` in a line of its own. */
const greeting =
  /^\s*(?:[Hh](?:i|ello|ey)|[Dd]ear|[Gg]ood (?:morning|afternoon|evening|day))(?: (?:again|all|and|team|there|\p{Lu}[\p{L}.'\u2019-]*)){0,6}(?:[,!]|:?\s*?\n)/u
const farewell =
  /^\s*(?:.{0,20}regards|best(?: wishes)?|(?:yours )?(?:sincere|tru|faithful)ly(?: yours)?|cheers|(?:many )?thanks|thank you)[,.!]?\s*$/i
const postscript = /^P\.? ?S\b/i
/** What stands below letters to whoever has them by mistake, or prints them. */
const footer =
  /\b(?:intended (?:recipient|addressee|(?:only|solely) for (?:the )?(?:use|person|individual|addressee|named))|(?:received this (?:e-?mail|message|communication)|if received) in error|environment before printing)\b/i
/** A line of a signature: it begins with a capital, and is no sentence. */
const signature = /^\p{Lu}(?:.{0,59}[^.?!:]|.{0,50}\b(?:Inc|Ltd|Co|Corp)\.)?$/u
/** A signature has so many lines. */
const LONGEST_SIGNATURE = 4
const name = /^(?:[-\u2013\u2014] ?)?\p{Lu}[\p{L}.'\u2019-]*(?: \p{Lu}[\p{L}.'\u2019-]*){0,2}$/u

/** Where the line stands with which somebody takes leave; -1 where there is none. */
function leaveIn(lines: readonly string[]): number {
  // Below a name nobody says more but in a postscript.
  const leave = lines.findIndex(
    (line, at) => /\w,?$/.test(line) && farewell.test(line) && name.test(lines[at + 1] || lines[at + 2] || ''),
  )
  if (leave > 0 && !lines.some((line) => postscript.test(line))) return leave
  let signers = 0
  for (let at = lines.length - 1; at > 0; at--) {
    const line = lines[at] ?? ''
    if (farewell.test(line)) return at
    if (line && (++signers > LONGEST_SIGNATURE || !signature.test(line))) break
  }
  return lines.length > 2 && !lines.at(-2) && name.test(lines.at(-1) ?? '') ? lines.length - 1 : -1
}

/** Without the paragraph in which a footer begins, and all below it. */
function withoutFooter(lines: readonly string[]): readonly string[] {
  let end = lines.findIndex((line) => footer.test(line))
  while (end > 0 && lines[end - 1]) end--
  return end > 0 ? lines.slice(0, end - 1) : lines
}

const withoutGreeting = (lines: readonly string[]): string => lines.join('\n').replace(greeting, '').trim()

/** What a letter says: without what it quotes, whom it greets, who signs it, and what stands below that. */
export function ownText(text: string): string {
  const whole = withoutQuotes(text)
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const lines = withoutFooter(whole)
  const said = lines.slice(0, Math.max(leaveIn(lines), 0))
  return withoutGreeting(said) || withoutGreeting(lines) || withoutGreeting(whole)
}
