/** What there is to call, and whether what calls are to be like can be so: for faults and for questions to a journal. */
import { meets } from '../values/matching.ts'
import { noSuch } from '../values/nearest-name.ts'

/** An API, with its operations. */
export interface Callable {
  readonly name: string
  /** Whether its calls steer the simulator: they are not kept, and meet no faults. */
  readonly steers?: boolean | undefined
  readonly operations: readonly CallableOperation[]
}

interface CallableOperation {
  readonly id: string
  readonly methods: readonly string[]
  /** With the base of its API: `/api/companies/{company_id}`. */
  readonly path: string
}

/** What calls are to be like. */
export interface Wanted {
  readonly api?: string | undefined
  readonly operation?: string | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
}

/** An operation with the name of its API. */
export interface Found extends CallableOperation {
  readonly api: string
}

export interface Problem {
  readonly field: keyof Wanted
  readonly message: string
}

const NOT_KEPT = 'Calls to /__sim and /openapi are not kept, and meet no faults.'

/** The operations of a name, `login` or `crm.login`, whose calls are kept and meet faults; all of them without one. */
export const operationsOf = (apis: readonly Callable[], wanted: Wanted): Found[] =>
  called(
    apis.filter(({ steers }) => !steers),
    wanted,
  )

const called = (apis: readonly Callable[], { api, operation }: Wanted): Found[] =>
  apis
    .filter(({ name }) => api === undefined || name === api)
    .flatMap(({ name, operations }) => operations.map((each) => ({ ...each, api: name })))
    .filter(({ id, ...each }) => operation === undefined || id === operation || `${each.api}.${id}` === operation)

/** The API of all of these operations; undefined where they are of several. */
export function onlyApi([first, ...others]: readonly Found[]): string | undefined {
  return others.every(({ api }) => api === first?.api) ? first?.api : undefined
}

/** What is wrong with the names of an API and an operation, and with a path as such. */
export function namingProblems({ api, operation, path }: Wanted, apis: readonly Callable[]): Problem[] {
  const steering = apis.filter(({ steers }) => steers)
  const names = apis.flatMap(({ name, steers }) => (steers ? [] : name))
  if (api !== undefined && !names.includes(api)) {
    const isSteering = steering.some(({ name }) => name === api)
    return [{ field: 'api', message: isSteering ? NOT_KEPT : noSuch('API', api, names) }]
  }
  const problems: Problem[] = []
  const meant = operationsOf(apis, { api, operation })
  if (operation !== undefined && !meant.length) {
    const all = operationsOf(apis, { api })
    const known = operation.includes('.') ? all.map(({ id, ...each }) => `${each.api}.${id}`) : all.map(({ id }) => id)
    const [elsewhere] = operationsOf(apis, { operation })
    const [steers] = called(steering, { operation })
    const message = elsewhere ? `${operation} is of ${elsewhere.api}, and not of ${api}.` : noSuch('operation', operation, known)
    problems.push({ field: 'operation', message: steers ? `${operation} is called at ${steers.path}. ${NOT_KEPT}` : message })
  }
  if (operation !== undefined && meant.length > 1) {
    const several = meant.map(({ api, id }) => `${api}.${id}`).join(', ')
    problems.push({ field: 'operation', message: `There are several: ${several}. Say which.` })
  }
  const message = path === undefined ? undefined : pathProblem(path)
  return message === undefined ? problems : [...problems, { field: 'path', message }]
}

/** Letters of a path that is looked at. */
const LONGEST_PATH = 1_000

function pathProblem(path: string): string | undefined {
  if (path.length > LONGEST_PATH) return `A path has at most ${LONGEST_PATH} characters.`
  if (!/^[/*]/.test(path)) return 'A path begins with "/" or "*".'
  if (path.startsWith('/~')) return 'A path is given without the prefix of its world.'
  if (/^\/(__sim|openapi)(\/|$)/.test(path)) return NOT_KEPT
  return /[?#]/.test(path) ? 'A path is given without the query.' : undefined
}

/** Why none of these operations can be called like that; undefined where one can. */
export function callProblem({ method, path }: Wanted, meant: readonly Found[]): Problem | undefined {
  const taking = meant.filter(({ methods }) => method === undefined || methods.includes(method))
  if (!taking.length)
    return {
      field: 'method',
      message: onlyOne(meant, ({ id, methods }) => `${id} is called by ${methods.join(', ')}.`, 'method'),
    }
  // Who encodes a letter of a path means one call among many.
  if (path === undefined || path.includes('%') || taking.some((each) => meets(trimmed(path), each.path))) return undefined
  return { field: 'path', message: onlyOne(taking, ({ id, path: template }) => `${id} is called at ${template}.`, 'path') }
}

function onlyOne(meant: readonly Found[], words: (found: Found) => string, what: string): string {
  const [only, ...others] = meant
  return only && !others.length ? words(only) : `No operation that is meant has such a ${what}.`
}

/** One slash at the end makes no difference. */
export const trimmed = (path: string): string => path.replace(/(?<=[^*])\/$/, '')
