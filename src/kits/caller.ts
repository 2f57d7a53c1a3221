/** Somebody who calls the APIs of a world, for tests. */

/** What the guide tells of a world, as far as callers go. */
export interface Guide {
  readonly samples?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly ar?: { readonly base_url: string }
  readonly crm?: { readonly base_url: string }
  readonly companies?: readonly {
    readonly id: string
    readonly name: string
    readonly members: readonly {
      readonly id: string
      readonly name: string
      readonly username: string
      readonly token: string | null
      readonly role: string
    }[]
  }[]
  readonly crm_users?: readonly { readonly id: number | string; readonly email: string; readonly accessToken: string | null }[]
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** JSON as what it stands for, all else as a text; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

/** Somebody who is logged in. */
export interface Caller {
  /** To send with calls of one's own. */
  readonly headers: Readonly<Record<string, string>>
  /** The id of the company that a member of the AR API works for. */
  readonly company: string | undefined
  /**
   * Calls the API: `get('actions')` below the company, or the CRM's `get('email/inbox')`; a path that begins with `/` is taken as it is.
   */
  readonly get: (path: string) => Promise<Answered>
  readonly post: (path: string, body?: unknown) => Promise<Answered>
  readonly patch: (path: string, body?: unknown) => Promise<Answered>
  readonly put: (path: string, body?: unknown) => Promise<Answered>
  readonly delete: (path: string) => Promise<Answered>
}

/**
 * A member of a company by id, name, username or role, or a user of the CRM by id or address; the first member unless told.
 * @throws Error for somebody whom the guide does not know
 */
export function callerOf(guide: Guide, who?: string): Caller {
  const all = [...membersOf(guide), ...usersOf(guide)]
  const found = who === undefined ? all[0] : all.find(({ names }) => names.includes(who))
  if (!found) throw new Error(`Nobody is called "${who}". There is: ${all.map(({ names }) => names[1]).join(', ')}.`)
  const { headers, company, base } = found
  const send = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const url = path.startsWith('/') ? new URL(path, base).href : `${base}/${path}`
    const response = await fetch(url, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
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

interface Known {
  /** The id first, then what to call them in a sentence. */
  readonly names: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly company: string | undefined
  readonly base: string
}

const membersOf = ({ ar, companies = [] }: Guide): Known[] =>
  companies.flatMap(({ id, members }) =>
    members.map((member) => ({
      names: [member.id, member.name, member.username, member.role],
      headers: { authorization: `Token ${member.token}` },
      company: id,
      base: `${ar?.base_url}/companies/${id}`,
    })),
  )

const usersOf = ({ crm, crm_users = [] }: Guide): Known[] =>
  crm_users.map(({ id, email, accessToken }) => ({
    names: [String(id), email],
    headers: { authorization: `Bearer ${accessToken}` },
    company: undefined,
    base: `${crm?.base_url}`,
  }))

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text
}
