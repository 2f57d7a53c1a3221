import * as z from 'zod'
import type { CallBase } from '../../core/call/operation.ts'
import { isBelow } from '../../core/call/origins.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { challengeOf } from '../conventions/signing.ts'
import { AddressInput } from '../conventions/values.ts'
import { finish } from './finish.ts'
import { accountsOf, allow, answerUrl, begin, callbackUrl, consentUrl } from './grant.ts'
import { oauth } from './oauth.setting.ts'
import { crmProviders, isConfigured, type ProviderId, ProviderParams } from './provider.ts'

const BASE = 'http://localhost'

/** A path of the app, or an address of it. A path must still be one when it is normal: `/.//evil.example` is not. */
const ReturnTo = z
  .string()
  .refine((text) => isPath(text) || /^https?:\/\/[^/]/i.test(text), {
    error: 'Must be a path that begins with "/", or an http address.',
  })
  .refine((text) => URL.canParse(text, BASE), { error: 'Must be an address.', abort: true })

function isPath(text: string): boolean {
  if (!text.startsWith('/') || !URL.canParse(text, BASE)) return false
  const { origin, pathname } = new URL(text, BASE)
  return origin === BASE && !pathname.startsWith('//')
}

/** Whether the person may be led there: to the app itself, or to an address that may call the APIs. */
function mayReturnTo({ host, root }: CallBase, returnTo: string): boolean {
  if (isPath(returnTo)) return true
  const { origin } = new URL(returnTo)
  return host.allowsOrigin(origin) || isBelow(root, origin)
}

/** Whether a caller asks for JSON, and would not rather have a page. Who takes anything asks for nothing. */
function asksForJson(accept = ''): boolean {
  const weights = new Map(accept.toLowerCase().split(',').map(weighted))
  const weightOf = (...ranges: string[]): number =>
    ranges.map((range) => weights.get(range)).find((weight) => weight !== undefined) ?? 0
  const weight = weightOf('application/json', 'application/*')
  return weight > 0 && weight >= weightOf('text/html', 'text/*', '*/*')
}

/** A range of media types, and how much the caller wants it: from 0 to 1. */
function weighted(range: string): [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
  return [type, Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1)]
}

export const authorizeOauth = defineOperation({
  id: 'authorizeOauth',
  route: 'GET /integrations/oauth/{provider}/authorize',
  summary: 'Begin to connect a provider',
  description:
    'Leads to the page where the person chooses an account, and allows or denies it. Several accounts of a provider can be connected. With `Accept: application/json` the address comes in the body, for apps whose token a browser cannot send along.',
  source: 'crm-oauth, Authorize',
  params: ProviderParams,
  query: z.object({
    returnTo: ReturnTo.default('/').meta({ description: 'Where the person goes at the end.' }),
    loginHint: AddressInput.optional().meta({
      description: 'The account that is suggested; the one that is connected unless told, or the address of the caller.',
    }),
  }),
  rules: [
    {
      refuse: 'returnTo leads to another site. Name its origin by `cors` to allow it (`--cors` on the command line).',
      kind: 'bad-request',
      when: (call) => !mayReturnTo(call, call.query.returnTo),
    },
    {
      refuse: 'The provider is not configured.',
      kind: 'conflict',
      when: ({ world, path }) => !isConfigured(world, path.provider),
    },
  ],
  responses: { 302: z.undefined(), 200: dataOf(z.object({ url: z.string(), state: z.string() })) },

  handle({ world, user, origin, path, query, request, reply }) {
    const { returnTo, loginHint: account = null } = query
    const provider = path.provider as ProviderId
    const grant = begin(world, { user: user.id, provider, returnTo, redirectUri: callbackUrl(origin, provider), account })
    const isAutomatic = world.setting(oauth) === 'auto'
    const allowed = isAutomatic ? allow(world, grant, challengeOf(grant.verifier), accountsOf(world, grant)[0]) : grant
    if (asksForJson(request.headers.accept)) {
      // Who asks for an address goes there: at the callback nobody may be, where a page has the simulator inside.
      const url = isAutomatic ? finish(world, allowed, origin) : consentUrl(origin, grant)
      return reply(200, ok({ url, state: grant.id }))
    }
    const location = isAutomatic ? answerUrl(allowed, { code: allowed.code ?? '' }) : consentUrl(origin, grant)
    return reply(302, undefined, { location })
  },

  examples: [
    { name: 'leads to the page of consent', mark: 'D crm-oauth-3', path: { provider: 'google' }, expect: { status: 302 } },
    {
      name: 'gives the address to an app that asks for JSON',
      mark: 'C',
      path: { provider: 'google' },
      headers: { accept: 'application/json' },
      expect: { status: 200, body: { success: true } },
    },
    {
      name: 'refuses a provider that does not exist',
      mark: 'C',
      path: { provider: 'yahoo' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'provider', message: 'Must be one of: google, microsoft.' }] } },
      },
    },
    {
      name: 'refuses to suggest what is no address',
      mark: 'C',
      path: { provider: 'google' },
      query: { loginHint: 'ann' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'loginHint', message: 'Must be a valid email address.' }] } },
      },
    },
    {
      name: 'refuses to return to what is no address',
      mark: 'C',
      path: { provider: 'google' },
      query: { returnTo: 'javascript:alert(1)' },
      expect: { status: 400, body: { error: { details: [{ field: 'returnTo' }] } } },
    },
    {
      name: 'refuses to lead to another site',
      mark: 'C',
      path: { provider: 'google' },
      query: { returnTo: 'https://evil.example/' },
      expect: { status: 400, body: { error: { code: 'VALIDATION_ERROR' } } },
    },
    {
      name: 'refuses a path that is none once it is normal',
      mark: 'C',
      path: { provider: 'google' },
      query: { returnTo: '/.//evil.example' },
      expect: { status: 400, body: { error: { details: [{ field: 'returnTo' }] } } },
    },
    {
      name: 'refuses a provider that is not configured',
      mark: 'C',
      path: { provider: 'microsoft' },
      given: (world) => world.table(crmProviders).put({ id: 'microsoft', isConfigured: false }),
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: 'The provider is not configured.' } } },
    },
  ],
})
