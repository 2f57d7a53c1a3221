/** Whether a fault can be what it says. */
import { atPath } from '../../values/at-path.ts'
import { plainWords } from '../../values/issue-words.ts'
import { foreignIn, GIVE_JSON } from '../../values/json.ts'
import { unknownIn, unknownIssues } from '../../values/unknown-names.ts'
import { type Callable, operationsOf } from '../callable.ts'
import { type Fault, faultNames, NewFault } from './fault.ts'
import { type FaultIssue, issue, type MatchNames, matchIssues, type WhoCalls } from './match.ts'

/** A fault that cannot be what it says. The message names each field, and why. */
export class FaultError extends Error {
  readonly issues: readonly FaultIssue[]

  constructor(issues: readonly FaultIssue[]) {
    super(issues.map(({ path, message }) => atPath(path.join('.'), message)).join(' '))
    this.issues = issues
  }

  override get name(): string {
    return 'FaultError'
  }
}

type Given = Omit<Fault, 'id' | 'seen' | 'hits'>

const LONGEST = 100_000

/**
 * A fault as it was described, in a copy of its own.
 * @throws FaultError
 */
export function readFault(given: unknown, apis: readonly Callable[], callers: WhoCalls): Given {
  const copy = copyOf(given)
  const result = NewFault.safeParse(copy, { error: plainWords })
  const issues: FaultIssue[] = unknownIssues('field', unknownIn(Object(copy), NewFault.shape, [], true))
  if (result.success) issues.push(...selfIssues(result.data), ...unmetIssues(result.data, apis))
  else issues.push(...result.error.issues)
  const told = issues.map(({ path }) => path.join('.'))
  issues.push(...matchIssues(namesIn(copy), apis, callers).filter(({ path }) => !told.includes(path.join('.'))))
  if (!result.success || issues.length) throw new FaultError(issues)
  return result.data
}

/** What keeps a fault from being what it says, whatever there is to call. */
export const selfIssues = (fault: Given): FaultIssue[] => [...wayIssues(fault), ...answerIssues(fault)]

/** The names that are to match, whatever else is wrong with the fault. */
function namesIn(fault: unknown): MatchNames {
  const { match } = (fault ?? {}) as { readonly match?: unknown }
  return Object.fromEntries(Object.entries(match ?? {}).filter(([, value]) => typeof value === 'string' && value !== ''))
}

function copyOf(given: unknown): unknown {
  // What JSON leaves out would be a condition that all calls meet.
  const foreign = foreignIn(given ?? null, 2)
  if (foreign) throw new FaultError([{ path: foreign, message: GIVE_JSON }])
  const { match, answer } = Object(given) as Readonly<Record<string, unknown>>
  const names = faultNames()
  const known = new Map([
    [given, names.fault],
    [match, names.match],
    [answer, names.answer],
  ])
  // A name that there is not is told also where it has no value.
  const text = JSON.stringify(given ?? null, function (this: unknown, name, value) {
    return value === undefined && !known.get(this)?.includes(name) ? null : value
  })
  if (text.length > LONGEST) throw new FaultError([{ path: [], message: `A fault has at most ${LONGEST} characters of JSON.` }])
  return JSON.parse(text)
}

/** It does one thing, or is only slow. */
function wayIssues({ answer, connection, lose, delayMs, jitterMs, bytesPerSecond }: Given): FaultIssue[] {
  const ways = Object.entries({ answer, connection, lose }).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (ways.length > 1)
    return [issue(ways[1] as string, `A fault has one of answer, connection and lose, and this one has ${ways.join(' and ')}.`)]
  if (!ways.length && !delayMs && !jitterMs && !bytesPerSecond)
    return [issue('', 'Say what goes wrong: answer, connection, lose, delayMs, jitterMs or bytesPerSecond.')]
  const isMute = lose !== undefined || (connection !== undefined && connection !== 'truncated')
  return isMute && bytesPerSecond ? [issue('bytesPerSecond', 'There is no answer that could be slow.')] : []
}

/** What no call has that is read. */
function unmetIssues({ match }: Given, apis: readonly Callable[]): FaultIssue[] {
  const { method, body, headers = {} } = match
  const bad = Object.keys(headers).filter((name) => !headerName.test(name))
  const issues = bad.map((name) => issue(`match.headers.${name}`, NO_HEADER))
  if (body === undefined) return issues
  const methods = method === undefined ? operationsOf(apis, match).flatMap((each) => each.methods) : [method]
  if (methods.length && methods.every((each) => each === 'GET' || each === 'HEAD'))
    return [...issues, issue('match.body', 'The body of a GET is not read.')]
  return isFields(body) ? issues : [...issues, issue('match.body', 'A body that is read is a JSON object.')]
}

const isFields = (body: unknown): boolean => typeof body === 'object' && body !== null && !Array.isArray(body)

const NO_HEADER = 'This is no name of a header.'
const headerName = /^[\w!#$%&'*+.^`|~-]+$/
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/
/** Those are what the connection makes of an answer. */
const ofTransport = ['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade', 'date']
const withoutBody = [204, 205, 304]

function answerIssues({ answer }: Given): FaultIssue[] {
  if (!answer) return []
  const { status, body, headers = {} } = answer
  const bad = Object.entries(headers).flatMap(([name, value]) => {
    if (!headerName.test(name)) return [issue(`answer.headers.${name}`, NO_HEADER)]
    if (ofTransport.includes(name.toLowerCase()))
      return [issue(`answer.headers.${name}`, 'This header is made by the connection.')]
    return headerText.test(value)
      ? []
      : [issue(`answer.headers.${name}`, 'A header has no line breaks, and no characters past U+00FF.')]
  })
  return body !== undefined && withoutBody.includes(status)
    ? [...bad, issue('answer.body', `An answer with the status ${status} has no body.`)]
    : bad
}
