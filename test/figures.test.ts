/** What counts as a figure in a letter, and what is free text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toMoney } from '../src/ar/conventions/money.ts'
import { amountsIn, datesIn, holeIn, numbersIn } from '../src/ar/harms/figures.ts'
import { ownText, textOf, withoutQuotes } from '../src/core/values/quotes.ts'

const amounts = (text: string) => amountsIn(text).map(({ cents, isInDollars }) => (isInDollars ? cents : `other ${cents}`))
const dates = (text: string) => datesIn(text).map(({ label, date }) => `${label} ${date}`)

test.each<[string, unknown[]]>([
  ['$1,250.00 and $1,250', [125000, 125000]],
  ['$0.07, USD 12.50, 12.50 USD', [7, 1250, 1250]],
  ['It is $1,000,000.00.', [100000000]],
  ['€5.00 or GBP 7', ['other 500', 'other 700']],
  ['12.50, 30 days, 5%, PO 1250, 555-0134', []],
  ['$5% off', []],
  ['US$80.00', [8000]],
])('amounts: %s', (text, expected) => {
  expect(amounts(text)).toEqual(expected)
})

test.each<[string, string[]]>([
  ['due on June 3, 2026', ['due 2026-06-03']],
  ['was due June 3rd, 2026', ['due 2026-06-03']],
  ['Due date: 2026-06-03', ['due 2026-06-03']],
  ['due since Jun. 3, 2026', ['due 2026-06-03']],
  ['issued on May 4, 2026 and dated 2026-05-04', ['issued 2026-05-04', 'issued 2026-05-04']],
  ['you promised to pay by June 9, 2026', ['promised 2026-06-09']],
  ['paid on May 30, 2026, received on May 31, 2026', ['paid 2026-05-30', 'paid 2026-05-31']],
  ['was due\non June 3, 2026, due on\r\nJune 3, 2026, due on June\n3, 2026', ['due 2026-06-03', 'due 2026-06-03']],
  ['Due date:\nJune 3, 2026', ['due 2026-06-03']],
  ['Issued       Due\n2026-05-04   2026-06-03', []],
  ['due on June 3, paid by June 9, 2026, today is June 1, 2026', []],
])('labelled dates: %s', (text, expected) => {
  expect(dates(text)).toEqual(expected)
})

test.each<[string, string[], string[]]>([
  ['INV-2001, INV-7 and xINV-9', ['INV-2001'], ['INV-2001', 'INV-7']],
  ['invoice 10045, in 30 days, order 10046', ['10044'], ['10045']],
  ['Invoice number: 10045, invoice no. 10046', ['10044'], ['10045', '10046']],
  ['invoices 10045, 10046 and 10047, of 12000.00 USD', ['10044'], ['10045', '10046', '10047']],
  ['26-726 and 26-1001, call 555-0134, on 2026-06-03', ['26-725'], ['26-726', '26-1001']],
  ['S/2026(1).', ['S/2025(9)'], ['S/2026(1)']],
  ['Nothing of the kind.', ['Opening balance', 'x'.repeat(100)], []],
])('invoice numbers: %s', (text, written, expected) => {
  expect(numbersIn(text, written)).toEqual(expected)
})

test.each([
  ['invoice  for $5.00', 'number'],
  ['over  , due soon', 'amount'],
  ['the amount of .', 'amount'],
  ['$ is due', 'amount'],
  ['was due on . Please', 'date'],
  ['Due date:', 'date'],
  ['Invoice number:\nAmount: $5.00', 'number'],
  ['Invoice number: \nDue date: June 3, 2026', 'number'],
  ['a balance of\n\nKind regards', 'amount'],
  ['was due on\n\nKind regards', 'date'],
  ['Due date: \nKind regards', 'date'],
  ['This is about your invoice number , due on June 3, 2026.', 'number'],
  ['We refer to our invoice no. , over $500.00.', 'number'],
  ['Please pay our invoice number:\n\nThank you', 'number'],
  ['Please note the due date: \n\nRegards', 'date'],
  ['Invoice    $5.00', 'number'],
  ['$\n\nKind regards', 'amount'],
  ['pay {{invoice.number}}', 'figure'],
  ['pay undefined', 'figure'],
])('a gap: %s', (text, what) => {
  expect(holeIn(text)?.what).toBe(what)
})

test.each([
  'Hello,\n\ninvoice INV-1 over $5.00 was due on June 3, 2026.',
  'Please pay this invoice. The balance is $5.00.',
  'It is due by the end of the week.\n\nKind regards',
  'Invoice number: INV-1001\nAmount: $1,250.00\nDue date: May 1, 2026',
  'Invoice number:\nINV-1001\n\nDue date:\nMay 1, 2026',
  'You have an outstanding balance of\n$1,250.00 for invoice INV-1001.',
  'A balance of:\r\n\r\n  USD 1,250.00 is open, a total of\nthree invoices.',
  'It was due on\nMay 1, 2026, or due by\nthe end of the week.',
  'It is open since the due date\nof the invoice. Please name the invoice number, or your invoice number\nof ours.',
  'Invoice    Amount       Due date\nINV-1001   $1,250.00    May 1, 2026',
  '| Invoice number | Amount ($) | Due date |\n| INV-1001 | 1,250.00 | 2026-05-01 |',
  'Invoice\tOpen balance\tDue date\nINV-1001\t$1,250.00\tMay 1, 2026',
  '(All amounts in $.)',
  'invoice   INV-1 for   $5.00 over   USD 5.00',
])('no gap: %s', (text) => {
  expect(holeIn(text)).toBeUndefined()
})

test('what is quoted is somebody else’s', () => {
  expect(withoutQuotes('Yes.\n> You wrote $5.00\nBye > $6.00')).toBe('Yes.\n\nBye > $6.00')
  for (const head of ['On Mon, Jun 1, 2026 at 2:00 PM Pat Doe <pat@gadget.example> wrote:', '-----Original Message-----'])
    expect(withoutQuotes(`Yes.\r\n\r\n${head}\r\nIs $5.00 right?\r\nPat`)).toBe('Yes.\r\n\r\n')
  for (const head of [
    'On Mon, Jun 1, 2026 at 2:00 PM Pat Doe <pat@gadget.example>\n wrote:',
    'Le lun. 1 juin 2026, Pat Doe a écrit :',
    '---------- Forwarded message ---------',
    '________________________________\nFrom: Pat Doe\nSent: Monday',
    'From: Pat Doe <pat@gadget.example>\r\nSent: Monday, June 1, 2026\r\nTo: Ann',
    'From: Pat Doe\r\nTo: ann@home.example',
    '*From:* Pat Doe\n*Sent:* Monday\n*To:* Ann',
    '-- ',
  ])
    expect(withoutQuotes(`Yes.\n\n${head}\nIs $5.00 right?`)).toBe('Yes.\n\n')
  for (const own of [
    'On June 9 we wrote to you.\nFrom: here\n--- and so on',
    'On June 3, 2026 we paid.\nAs you wrote:\n$500 is open',
    'On June 9 at 10:30 I am in Denver. Could we meet then?\nAs Ira wrote:\nIt is fine',
    'ON HOLD\nbecause he wrote:\n$500 is open',
    'Please change it\nFrom: Net 30\nTo: Net 60\nand pay $500',
  ])
    expect(withoutQuotes(own)).toBe(own)
})

test('of markup somebody sees the text', () => {
  const head = '<html><head><style>p { color: red }</style></head><!-- a --><body>'
  const quote = '<blockquote>one <blockquote>two</blockquote> three</blockquote>'
  expect(
    textOf(`${head}<p>Hello&nbsp;<b>you</b>,\n5 &lt; 6 &#x26; &#8217; &no; &#xD83D;</p>${quote}<br>Bye`).trim().split(/\n+/),
  ).toEqual(['Hello you, 5 < 6 & ’ &no; ', 'Bye'])
  expect(withoutQuotes('<div>Yes.</div><div>On June 1 Pat &lt;p@a.example&gt; wrote:</div><p>No?</p>').trim()).toBe('Yes.')
  const kept = '&toString; <ann@home.example> a<b and c>d <soon>'
  expect(textOf(`<p>${kept}</p>`).trim()).toBe(kept)
  expect(textOf('<b class="x" hidden>&euro;5</b><br/>&pound;6 &mdash; 7&hellip;<hr noshade>').trim()).toBe('€5\n£6 — 7…')
  expect(textOf('<html><head><title>x</title><body lang="en">Please pay $5</body>').trim()).toBe('Please pay $5')
  for (const plain of ['5 < 6 &amp; 7 > 6', 'Pat <pat@gadget.example> wrote <soon>']) expect(textOf(plain)).toBe(plain)
})

/** What takes the square of a text's length does not end in this time, by far. */
const inTime = { timeout: 60_000 }

test('long texts take no longer than they are long', inTime, () => {
  for (const part of [
    '$',
    '1',
    '1,',
    '1.',
    'INV-',
    'due on ',
    'due ',
    '{{',
    '  ',
    'invoice ',
    '> ',
    '$1,111',
    '<',
    '<a',
    '<a ',
    '<!-- ',
    '&#1',
    'On a ',
    'On\n',
    'On a\n',
    'From: @',
    'From: a\n',
    '<a =',
    '<a a ',
    '<a a= ',
    'due due ',
    'due  due ',
    'Due | ',
    'due on\n',
    '\n',
  ]) {
    const text = part.repeat(1_000_000 / part.length)
    amountsIn(text)
    datesIn(text)
    numbersIn(text, ['INV-1', '12', '1-1'])
    holeIn(text)
    withoutQuotes(`</p>${text}`)
  }
})

test('amounts are written as the machine would write them', () => {
  const { format } = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
  fc.assert(fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (cents) => toMoney(cents / 100) === format(cents / 100)))
  expect([0, -0.01, 999.99, 1000, -1_234_567.5].map(toMoney)).toEqual([
    '$0.00',
    '-$0.01',
    '$999.99',
    '$1,000.00',
    '-$1,234,567.50',
  ])
})

test('what a letter says goes up to its farewell, or to a footer', () => {
  for (const [letter, said] of [
    ['Hi Pat,\n\nThank you.\n\nUnfortunately we cannot accept a later date.', /^Thank you\.\n\n.*a later date\.$/],
    ['Hi Pat,\nThanks,\nwe cannot give you more time.', /^Thanks,\nwe cannot give you more time\.$/],
    ['Hi Pat,\n\nThank you.\n\nUnfortunately we cannot give you more time', /more time$/],
    ['Hi Pat,\n\nUnfortunately we cannot give you more time', /^Unfortunately we cannot give you more time$/],
    ['Dear Pat,\n\nwe will get back to you soon', /^we will get back to you soon$/],
    [
      'Hi Pat,\n\nThank you.\n\nUnfortunately we cannot give you more time.\n\nKind regards,\nSue',
      /^Thank you\.\n\n.*more time\.$/,
    ],
    ['Hi,\n\nplease send us the PO number', /^please send us the PO number$/],
    ['Hi Pat,\n\nUnderstood', /^Understood$/],
    ['Hi Pat,\r\n\r\nPlease pay.\r\n\r\nBest,\r\nSue Miller\r\nCourt Street Bakery, Inc.', /^Please pay\.$/],
    ['Hi Pat,\n\nPlease pay.\n\nSue Miller', /^Please pay\.$/],
    ['We pay.\n\nKind regards,\nSue\nAcme\n\nHave you seen our catalogue?', /^We pay\.$/],
    ['We pay.\n\nThanks,\nSue\nT +1 555 0100\n\nPlease send invoices to ap@acme.example only.', /^We pay\.$/],
    ['We pay.\n\nKind regards,\nSue\n\nP.S. Could you send us a copy?', /a copy\?$/],
    ['Thank you.\n\nUnderstood.\n\nPlease send us a copy.', /a copy\.$/],
    ['We pay.\n\nSue\n\nPlease consider the environment before printing this e-mail.', /^We pay\.$/],
    ['We pay.\n\nThis is for one person. If you are not the\nintended recipient, please delete it.', /^We pay\.$/],
    ['Hi,\n\nwe are not the intended recipient. Please ask Acme.', /^we are not .* Acme\.$/],
  ] as const)
    expect(ownText(letter), letter).toMatch(said)
})

test('long letters take no longer than they are long', inTime, () => {
  for (const part of ['Thanks,\n', 'Regards\nPS ', 'before printing\n', 'Sue\n', '\n', ' ', 'Hi Pat\n\n'])
    ownText(`Hi Pat,\n\n${part.repeat(200_000)}Sue`)
})
