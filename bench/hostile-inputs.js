/** What gives a server work for nothing: texts, values, bodies, queries, paths and headers, each of as many bytes as asked for. */

/** One unit again and again. */
export const fill = (unit, bytes) => unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit))))

/** Items that differ, all of one length. */
export function list(bytes, item, mark = ',') {
  const count = Math.max(1, Math.floor(bytes / (item('00000').length + 1)))
  return Array.from({ length: count }, (_, i) => item(i.toString(36).padStart(5, '0'))).join(mark)
}

/** A value inside others of its kind. */
function inside(left, value, right, bytes) {
  const depth = Math.max(1, Math.floor((bytes - value.length) / (left.length + right.length)))
  return `${left.repeat(depth)}${value}${right.repeat(depth)}`
}

/** A text whose letters take more room in JSON. */
const escaped = (letter, bytes) => JSON.stringify(fill(letter, (bytes - 2) / (JSON.stringify(letter).length - 2)))

const uuid = (id) => `00000000-0000-4000-8000-${Number.parseInt(id, 36).toString(16).padStart(12, '0')}`
const latin1 = (text) => Buffer.from(text, 'latin1')
const base64 = (text) => Buffer.from(text).toString('base64url')

/** Bodies that are no JSON, no object, or an object of nothing that is wanted. */
export const bodies = {
  spaces: (n) => fill(' ', n),
  'spaces, then x': (n) => `${fill(' ', n - 1)}x`,
  'line ends, then x': (n) => `${fill('\n', n - 1)}x`,
  '{}, spaces, then x': (n) => `{}${fill(' ', n - 3)}x`,
  'a name, line ends, then x': (n) => `{"a":${fill('\r\n', n - 6)}x`,
  'short lines, then x': (n) => `{${fill('"a":1,\n', n - 2)}x`,
  '[ on and on': (n) => fill('[', n),
  '{"a": on and on': (n) => fill('{"a":', n),
  '[{"a": on and on': (n) => fill('[{"a":', n),
  '[[[]]]': (n) => inside('[', '', ']', n),
  '{"a":{"a":1}}': (n) => inside('{"a":', '1', '}', n),
  'a text without end': (n) => `{"a":"${fill('a', n - 6)}`,
  'escapes without end': (n) => `{"a":"${fill('\\n', n - 6)}`,
  'backslashes without end': (n) => `{"a":"${fill('\\', n - 6)}`,
  'codes without end': (n) => `{"a":"${fill('\\u0041', n - 6)}`,
  'a wrong escape at the end': (n) => `{"a":"${fill('a', n - 10)}\\x"}`,
  'a control character at the end': (n) => `{"a":"${fill('a', n - 9)}\n"}`,
  'a text at the top': (n) => `"${fill('a', n - 2)}"`,
  'digits at the top': (n) => fill('1', n),
  'digits in a field': (n) => `{"a":${fill('1', n - 6)}}`,
  zeros: (n) => fill('0', n),
  '1e1e1e': (n) => fill('1e', n),
  '1.1.1.': (n) => fill('1.', n),
  minuses: (n) => fill('-', n),
  quotes: (n) => fill('"', n),
  commas: (n) => fill(',', n),
  words: (n) => fill('true', n),
  '[1,1, on and on': (n) => `[${fill('1,', n - 1)}`,
  '["a","a", on and on': (n) => `[${fill('"a",', n - 1)}`,
  'a comma at the end of a list': (n) => `[${fill('1,', n - 2)}]`,
  'a comma at the end of an object': (n) => `{${fill('"a":1,', n - 2)}}`,
  'one name again and again': (n) => `{${fill('"a":1,', n - 7)}"a":1}`,
  '__proto__ again and again': (n) => `{${fill('"__proto__":{},', n - 7)}"a":1}`,
  'names of numbers': (n) => `{${list(n - 2, (id) => `"${1_000_000 + Number.parseInt(id, 36)}":1`)}}`,
  'zero bytes': (n) => fill('\0', n),
  'line separators': (n) => fill('\u2028', n),
  'letters of two bytes': (n) => fill('ä', n),
  'not UTF-8 at the end': (n) => latin1(`{"a":"${fill('a', n - 9)}\xff"}`),
  'not UTF-8 at all': (n) => Buffer.alloc(n, 0xff),
  'halves of letters': (n) => latin1('\xed\xa0\x80'.repeat(n / 3)),
  'a byte order mark': (n) => `\ufeff{"a":"${fill('a', n - 11)}"}`,
}

/** Names that nobody knows. */
export const names = {
  'short names': (id) => id,
  'long names': (id) => id.padEnd(75, 'x'),
  'very long names': (id) => id.padEnd(90, 'x'),
  'nearly known names': (id, known) => `${known}${id.slice(-3)}`,
  'names with marks': (id, known) => `${known.slice(0, -3)}_${id}`,
}

/** Texts for fields, for parameters and for forms. */
export const texts = {
  letters: (n) => fill('a', n),
  spaces: (n) => fill(' ', n),
  'spaces around x': (n) => `${fill(' ', n / 2 - 1)}x${fill(' ', n / 2 - 1)}`,
  'spaces in x x': (n) => `x${fill(' ', n - 2)}x`,
  'a a a': (n) => fill('a ', n),
  digits: (n) => fill('9', n),
  'letters of two bytes': (n) => fill('ä', n),
  'letters that grow': (n) => fill('İ', n),
  commas: (n) => fill(',', n),
  'a,b,': (n) => fill('a,b,', n),
  ids: (n) => list(n, uuid),
  dots: (n) => fill('.', n),
  'a.a.a': (n) => fill('a.', n),
  '/../..': (n) => fill('/..', n),
  'http://a.a.a': (n) => `http://${fill('a.', n - 7)}`,
  'a path with @': (n) => `/${fill('@', n - 1)}`,
  'aaa@a.test': (n) => `${fill('a', n - 7)}@a.test`,
  'a@a.a.a': (n) => `a@${fill('a.', n - 2)}`,
  'a@a-a-a': (n) => `a@${fill('a-', n - 2)}`,
  "a+a'a+a": (n) => fill("a+a'", n),
  '@@@': (n) => fill('@', n),
  'parts of a second': (n) => `2026-06-01T14:00:00.${fill('0', n - 21)}Z`,
  'offsets of a time': (n) => `2026-06-01T14:00:00${fill('+00:00', n - 19)}`,
  'T00:00': (n) => fill('T00:00', n),
  'a long duration': (n) => `P${fill('9', n - 2)}D`,
  'a duration of parts': (n) => `PT${fill('1H', n - 2)}`,
  'a time zone': (n) => `America/${fill('a', n - 8)}`,
  'a token': (n) => `a.${fill('a', n - 4)}.a`,
  '<<<': (n) => fill('<', n),
}

/** Texts for templates. */
export const templates = {
  '{{a}}': (n) => fill('{{a}}', n),
  '{{unknown}}': (n) => list(n, (id) => `{{${id}}}`, ' '),
  '{{nearly known}}': (n) => list(n, (id) => `{{invoice.numb${id}}}`, ' '),
  '{{known}}': (n) => fill('{{customer.name}}', n),
  '{{{a}}}': (n) => fill('{{{a}}}', n),
  '{{{{{{': (n) => fill('{', n),
  '}}}}}}': (n) => fill('}', n),
  '{{aaa': (n) => `{{${fill('a', n - 2)}`,
  '{{spaces}}': (n) => `{{${fill(' ', n - 5)}a}}`,
  '{{#a}}': (n) => fill('{{#a}}', n),
  '{{#a}}{{/a}}': (n) => fill('{{#a}}{{/a}}', n),
  '{{#a}}{{#a}}{{/a}}{{/a}}': (n) => inside('{{#a}}', '', '{{/a}}', n),
  '{{/a}}': (n) => fill('{{/a}}', n),
  '{{!a}}': (n) => fill('{{!a}}', n),
  '{{>a}}': (n) => fill('{{>a}}', n),
  'other marks': (n) => fill('{{=<% %>=}}<%={{ }}=%>', n),
  'spaces in lines': (n) => fill('          \n', n * 0.9),
  '{{a}} in HTML': (n) => fill('<p>&amp;{{a}}</p>', n),
}

/** Values that few fields want, as JSON. */
export const values = {
  'a long number': (n) => fill('9', n),
  'a small number': (n) => `0.${fill('0', n - 3)}1`,
  'escaped quotes': (n) => escaped('"', n),
  'escaped zero characters': (n) => escaped('\0', n),
  'line ends': (n) => escaped('\n', n),
  'halves of letters': (n) => `"${fill('\\ud800', n - 2)}"`,
  '[[[]]]': (n) => inside('[', '', ']', n),
  '{"a":{"a":1}}': (n) => inside('{"a":', '1', '}', n),
  '[{"a":[{"a":1}]}]': (n) => inside('[{"a":', '1', '}]', n),
  'a text in 5,000 lists': (n) => inside('[', `"${fill('a', n * 0.99)}"`, ']', n),
  'a list of a text': (n) => `["${fill('a', n - 4)}"]`,
  'a list of a long address': (n) => `["${fill('a', n - 11)}@a.test"]`,
  'many fields': (n) => `{${list(n - 2, (id) => `"${id}":1`)}}`,
  numbers: (n) => `[${fill('1,', n - 3)}1]`,
  nulls: (n) => `[${fill('null,', n - 6)}null]`,
  lists: (n) => `[${fill('[],', n - 4)}[]]`,
  objects: (n) => `[${fill('{},', n - 4)}{}]`,
  'empty texts': (n) => `[${fill('"",', n - 4)}""]`,
  'texts of one letter': (n) => `[${fill('"a",', n - 5)}"a"]`,
  'other texts': (n) => `[${list(n - 2, (id) => `"${id}"`)}]`,
  'ids that are none': (n) => `[${list(n - 2, (id) => `"${uuid(id)}0"`)}]`,
  'unknown ids': (n) => `[${list(n - 2, (id) => `"${uuid(id)}"`)}]`,
  'one id again and again': (n) => `[${list(n - 2, () => `"${uuid('1')}"`)}]`,
  'e-mail addresses': (n) => `[${list(n - 2, (id) => `"${id}@a.co"`)}]`,
  'addresses that are none': (n) => `[${list(n - 2, (id) => `"${id}@"`)}]`,
}

/** Forms, and whole queries. */
export const forms = {
  'a&a&': (n) => fill('a&', n),
  'a=1&a=1&': (n) => fill('a=1&', n),
  '&&&': (n) => fill('&', n),
  '===': (n) => fill('=', n),
  '%%%': (n) => fill('%', n),
  '%41%41': (n) => fill('%41', n),
  '%ff%ff': (n) => fill('%ff', n),
  '+++': (n) => fill('+', n),
  'a long name': (n) => `${fill('a', n - 2)}=1`,
  '__proto__=1&': (n) => fill('__proto__=1&', n),
}

/** Values of parameters that are no text. */
export const parameters = {
  '%%%': forms['%%%'],
  '%20%20': (n) => fill('%20', n),
  '%ff%ff': forms['%ff%ff'],
  'a&a&': forms['a&a&'],
  'base64 of letters': (n) => base64(fill('a', n * 0.75)),
  'base64 of [[[]]]': (n) => base64(inside('[', '', ']', n * 0.75)),
  'base64 of a list': (n) => base64(`[${fill('1,', n * 0.75 - 3)}1]`),
  'base64 of a text': (n) => base64(`["byState","${fill('a', n * 0.75 - 15)}"]`),
  'base64 of spaces, then x': (n) => base64(`${fill(' ', n * 0.75 - 1)}x`),
}

export const paths = {
  letters: (n) => fill('a', n),
  digits: (n) => fill('1', n),
  '///': (n) => fill('/', n),
  'a/a/': (n) => fill('a/', n),
  '../../': (n) => fill('../', n),
  '%%%': (n) => fill('%', n),
  '%41%41': (n) => fill('%41', n),
  '%2f%2f': (n) => fill('%2f', n),
  '~a/~a/': (n) => fill('~a/', n),
  '???': (n) => fill('?', n),
  'letters of two bytes': (n) => fill('ä', n),
}

export const headers = {
  letters: (n) => fill('a', n),
  'letters beyond ASCII': (n) => 'ä'.repeat(n),
  spaces: (n) => fill(' ', n),
  'a, a, ': (n) => fill('a, ', n),
  'a=1; ': (n) => list(n, (id) => `${id}=1`, ';'),
  'Token aaa': (n) => `Token ${fill('a', n - 6)}`,
  'Token and spaces': (n) => `Token ${fill(' ', n - 6)}`,
  'Token, spaces, two words': (n) => `Token ${fill(' ', n - 9)}a b`,
  'spaces, Token a, spaces, x': (n) => `${fill(' ', n / 2 - 5)}Token a${fill(' ', n / 2 - 5)}x`,
  'Token a a a': (n) => `Token ${fill('a ', n - 6)}`,
  'Bearer a.aaa.a': (n) => `Bearer a.${fill('a', n - 11)}.a`,
  'Bearer a.a.a.': (n) => `Bearer ${fill('a.', n - 7)}`,
  'Bearer, spaces, two words': (n) => `Bearer ${fill(' ', n - 10)}a b`,
  'application/json; a=1;': (n) => `application/json; ${list(n - 18, (id) => `${id}=1`, ';')}`,
  'application/json, spaces, x': (n) => `application/json${fill(' ', n - 17)}x`,
  'http://aaa.localhost': (n) => `http://${fill('a', n - 17)}.localhost`,
  'http://127.0.0.1:1111x': (n) => `http://127.0.0.1:${fill('1', n - 18)}x`,
}
