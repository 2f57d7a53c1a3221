/** JSON Web Tokens, HS256: a short one for calls, and one that is good for one refresh. */

import * as z from 'zod'
import { fromBase64Url, toBase64Url } from '../../core/values/base64-url.ts'
import { toUtf8 } from '../../core/values/utf8.ts'
import type { World } from '../../core/world/handle.ts'
import { isSigned, sign } from '../conventions/signing.ts'
import { findSession, type Session } from './session.ts'
import { crmUsers, User, type UserRow } from './user.ts'

/** How long an access token is good. */
export const ACCESS_MINUTES = 15
const ACCESS_SECONDS = ACCESS_MINUTES * 60
const REFRESH_SECONDS = 30 * 86_400

export const Tokens = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds until the access token expires.' }),
    user: User,
  })
  .meta({ id: 'Tokens' })

type Use = 'access' | 'refresh'

interface Claims {
  readonly sub: string
  readonly tenant: string
  readonly sid: string
  readonly use: Use
  /** Of a refresh token: which one of the session. */
  readonly generation: number
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

const HEADER = { alg: 'HS256', typ: 'JWT' }
const encode = (part: unknown): string => toBase64Url(toUtf8(JSON.stringify(part)))

/** Both tokens of a session, as of now, and whose they are. */
export function tokensOf(world: World, session: Session, user: UserRow): z.output<typeof Tokens> {
  const token = (use: Use, seconds: number) => {
    const iat = Math.floor(world.clock.ms / 1000)
    const { id: sid, generation } = session
    const claims: Claims = { sub: user.id, tenant: user.tenantSlug, sid, use, generation, iat, exp: iat + seconds }
    const text = `${encode(HEADER)}.${encode(claims)}`
    return `${text}.${sign(world, 'jwt', text)}`
  }
  return {
    accessToken: token('access', ACCESS_SECONDS),
    refreshToken: token('refresh', REFRESH_SECONDS),
    expiresIn: ACCESS_SECONDS,
    user: world.show(crmUsers, user),
  }
}

/** Whose token it is, or why it is good for nothing. */
export type Verdict = { readonly user: UserRow; readonly session: Session; readonly claims: Claims } | { readonly why: string }

/** Checks the signature, the algorithm, the time, and that the session goes on. */
export function verify(world: World, token: string, use: Use): Verdict {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.', 4)
  const text = `${header}.${payload}`
  if (rest.length || !isSigned(world, 'jwt', text, signature)) return { why: 'The token is not signed by this server.' }
  const [{ alg }, claims] = [decode(header), decode(payload) as unknown as Claims]
  if (alg !== HEADER.alg) return { why: 'The token is signed in another way.' }
  if (claims.use !== use) return { why: `This is no ${use} token.` }
  if (world.clock.isPast(claims.exp * 1000)) return { why: 'The token has expired.' }
  const user = world.table(crmUsers).get(claims.sub)
  const session = user && findSession(world, user, claims.sid)
  if (!session) return { why: 'The session has ended.' }
  return { user, session, claims }
}

/** A part of a token that was signed here, so it can be read. */
const decode = (part: string): Record<string, unknown> => JSON.parse(new TextDecoder().decode(fromBase64Url(part)))
