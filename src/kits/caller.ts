/** Somebody who calls the APIs of a world, for tests. */
import { type Identity, isCalled, severalAre, whyNobody } from '../core/world/identity.ts'
import type { Guide } from '../guide.ts'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** JSON as what it stands for, all else as a text; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

/** Somebody who is logged in; a user of the CRM for 15 minutes of the world’s clock. */
export interface Caller {
  /** To send with calls of one's own. */
  readonly headers: Readonly<Record<string, string>>
  /** The id of the company that a member of the AR API works for. */
  readonly company: string | undefined
  /**
   * Calls the API: `get('actions')` below the company, or the CRM's `get('email/inbox')`; a path that begins with `/` begins in the
   * same world, below the address of the API: `get('/api/intelligence/insights?company_id=…')`. JSON is asked for, and where an
   * answer leads elsewhere, nobody goes there: it is a 302 with `location`.
   */
  readonly get: (path: string) => Promise<Answered>
  readonly post: (path: string, body?: unknown) => Promise<Answered>
  readonly patch: (path: string, body?: unknown) => Promise<Answered>
  readonly put: (path: string, body?: unknown) => Promise<Answered>
  readonly delete: (path: string) => Promise<Answered>
}

/**
 * A member of a company by id, name, username or role, or a user of the CRM by id, name or address. Of those with a role it is
 * the first; unless told, the first of all.
 * @throws Error for somebody whom the guide does not know, and where there are several of that name
 */
export function callerOf(guide: Partial<Guide>, who?: string): Caller {
  const all = [...membersOf(guide), ...usersOf(guide)]
  const found = who === undefined ? all[0] : find(all, who)
  if (!found) throw new Error('There is nobody in this world who could call.')
  const { headers, company, base } = found
  const send = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const response = await fetch(path.startsWith('/') ? atMountOf(base, path) : `${base}/${path}`, {
      method,
      // A page of the app, where an answer leads to, is not here.
      redirect: 'manual',
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await bodyOf(response) }
  }
  return {
    headers,
    company,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    put: (path, body) => send('PUT', path, body),
    delete: (path) => send('DELETE', path),
  }
}

interface Known extends Identity {
  readonly headers: Readonly<Record<string, string>>
  readonly company: string | undefined
  readonly base: string
  /** Where they work. */
  readonly place: string
}

function find(all: readonly Known[], word: string): Known | undefined {
  const why = whyNobody(word, all)
  if (why !== undefined) throw new Error(why)
  const [found, ...others] = all.filter((each) => isCalled(each, word))
  if (!found || !others.length || found.role === word) return found
  throw new Error(
    severalAre(
      word,
      [found, ...others].map(({ id, place }) => `${id} of ${place}`),
    ),
  )
}

const membersOf = ({ ar, companies = [] }: Partial<Guide>): Known[] =>
  companies.flatMap((company) =>
    company.members.map(({ id, name, username, role, token }) => ({
      id,
      name,
      username,
      role,
      headers: { authorization: `Token ${token}` },
      company: company.id,
      base: `${ar?.base_url}/companies/${company.id}`,
      place: company.name,
    })),
  )

const usersOf = ({ crm, crm_users = [] }: Partial<Guide>): Known[] =>
  crm_users.map(({ id, name, email, accessToken, tenantSlug }) => ({
    id: String(id),
    name,
    username: email,
    headers: { authorization: `Bearer ${accessToken}` },
    company: undefined,
    base: `${crm?.base_url}`,
    place: tenantSlug,
  }))

/** A path where the API is mounted, with the prefix of the world, unless it names that or a world itself. */
function atMountOf(base: string, path: string): string {
  const mount = base.slice(0, base.lastIndexOf('/api'))
  const { origin, pathname } = new URL(mount)
  if (path.startsWith(`${pathname}/`)) return origin + path
  return (path.startsWith('/~') ? mount.replace(/\/~[^/]+$/, '') : mount) + path
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text
}
