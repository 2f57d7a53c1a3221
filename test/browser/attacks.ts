/** What a page can do to an address. The functions go to the page as text, so they use only each other. */
import type { Page } from 'playwright-core'

/** An address as an attack meets it. */
export interface Target {
  readonly url: string
  /** What a form sends. */
  readonly fields: Readonly<Record<string, string>>
  /** What is sent as text, or as JSON. */
  readonly text: string
}

type Attack = (target: Target) => unknown
type Attacks = Readonly<Record<string, Attack>>

function add<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: object, text = ''): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(text)
  document.body.append(element)
  return element
}

/** @param place of the answer: the page itself, another tab, or a new frame */
function submit(
  { url, fields, text }: Target,
  kind: 'question' | 'text' | 'form' | 'parts',
  place: '_self' | '_blank' | 'frame',
) {
  const enctype = { question: '', text: 'text/plain', form: '', parts: 'multipart/form-data' }[kind]
  const target = place === 'frame' ? add('iframe', { name: `${kind} ${url}` }).name : place
  const form = add('form', { action: url, method: kind === 'question' ? 'get' : 'post', enctype, target })
  const at = text.lastIndexOf('=')
  const posted = kind === 'text' ? [[text.slice(0, at), text.slice(at + 1)]] : Object.entries(fields)
  for (const [name, value] of kind === 'question' ? new URL(url).searchParams : posted) form.append(add('input', { name, value }))
  form.submit()
}

function scriptOf(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
}

/** Leads on to an address with the same method and body. */
function viaRedirect(url: string): string {
  return `/redirect?${encodeURIComponent(url)}`
}

type Calls = readonly (readonly [url: string, init: RequestInit])[]

/** Calls with `fetch`; returns all text that could be read. */
async function callAll(calls: Calls): Promise<string> {
  const texts = calls.map(([url, init]) => fetch(url, init).then((response) => response.text()))
  return (await Promise.allSettled(texts)).map((each) => (each.status === 'fulfilled' ? each.value : '')).join('')
}

function callFrom(frameOf: (html: string) => HTMLIFrameElement, calls: Calls): Promise<string> {
  const frame = frameOf(
    `<script>${callAll}; onmessage = ({ data }) => callAll(data).then((text) => parent.postMessage(text, '*'))</script>`,
  )
  return new Promise((resolve) => {
    window.onmessage = ({ data }) => resolve(data)
    frame.onload = () => frame.contentWindow?.postMessage(calls, '*')
  })
}

/** What calls: the page itself, or a frame in it without an origin. */
export const callers: Readonly<Record<string, (calls: Calls) => Promise<string>>> = {
  page: callAll,
  'sandboxed frame': (calls) => callFrom((srcdoc) => add('iframe', { srcdoc, sandbox: 'allow-scripts' }), calls),
  'frame of a data address': (calls) =>
    callFrom((html) => add('iframe', { src: `data:text/html,${encodeURIComponent(html)}` }), calls),
}

/** What a page can tell of what it has loaded. */
export function readAll(origin: string): unknown[] {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  return [
    ...entries.filter((each) => each.name.startsWith(origin) && each.responseStatus + each.decodedBodySize),
    ...Array.from(document.images).filter((image) => image.naturalWidth),
    ...Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentDocument?.body.textContent).filter(Boolean),
  ]
}

/** Calls again and again, until the page has the title `enough`. */
export async function keepCalling([url, init]: Calls[number]): Promise<void> {
  for (let i = 0; i < 10_000 && document.title !== 'enough'; i++) await fetch(url, init).catch(() => 'refused')
}

const tools = ['', add, submit, scriptOf, viaRedirect, callAll, callFrom].join(';')

/** Lets a page do one of these things. */
export const inPage = <Arg, Result>(page: Page, work: (arg: Arg) => Result, arg: Arg): Promise<Awaited<Result>> =>
  page.evaluate(`${tools}; (${work})(${JSON.stringify(arg)})`)

/** Returns before the attack begins: it may lead the page away. */
export const attackInPage = (page: Page, attack: Attack | undefined, target: Pick<Target, 'url'>): Promise<void> =>
  page.evaluate(`${tools}; void setTimeout(() => (${attack})(${JSON.stringify(target)}))`)

const FORM = 'application/x-www-form-urlencoded'
const blind = { mode: 'no-cors', credentials: 'include' } as const
const open = { mode: 'cors', credentials: 'include' } as const
const withBody = (type: string, body: string, method = 'POST') => ({ method, headers: { 'content-type': type }, body })

/** Calls, by name. The blind ones cannot see the answer. */
export const calls: Readonly<Record<string, (target: Target) => RequestInit>> = {
  'blind GET': () => blind,
  'blind HEAD': () => ({ ...blind, method: 'HEAD' }),
  'blind GET without a referrer': () => ({ ...blind, referrerPolicy: 'no-referrer' }),
  'blind text': ({ text }) => ({ ...blind, ...withBody('text/plain', text) }),
  'blind text without a referrer': ({ text }) => ({ ...blind, ...withBody('text/plain', text), referrerPolicy: 'no-referrer' }),
  'blind form': ({ fields }) => ({ ...blind, ...withBody(FORM, `${new URLSearchParams(fields)}`) }),
  'blind parts': ({ text }) => ({ ...blind, ...withBody('multipart/form-data; boundary=x', `--x\r\n\r\n${text}\r\n--x--\r\n`) }),
  GET: () => open,
  text: ({ text }) => ({ ...open, ...withBody('text/plain', text) }),
  'GET with a token and a world': () => ({ ...open, headers: { authorization: 'Token x', 'x-sim-world': 'theirs' } }),
  POST: ({ text }) => ({ ...open, ...withBody('application/json', text) }),
  PUT: ({ text }) => ({ ...open, ...withBody('text/plain', text, 'PUT') }),
  PATCH: ({ text }) => ({ ...open, ...withBody('application/json', text, 'PATCH') }),
  DELETE: () => ({ ...open, method: 'DELETE' }),
}

/** What leaves the page where it is. */
const loads: Attacks = {
  image: ({ url }) => add('img', { src: url }),
  'image with cookies': ({ url }) => add('img', { src: url, crossorigin: 'use-credentials' }),
  'image through a redirect': ({ url }) => add('img', { src: viaRedirect(url) }),
  background: ({ url }) => add('p', { style: `background: url("${url}")` }),
  font: ({ url }) => new FontFace('x', `url("${url}")`).load().catch(() => 'none'),
  'style sheet': ({ url }) => add('link', { rel: 'stylesheet', href: url }),
  'imported style sheet': ({ url }) => add('style', {}, `@import url("${url}") print`),
  script: ({ url }) => add('script', { src: url }),
  module: ({ url }) => add('script', { src: url, type: 'module' }),
  'imported module': ({ url }) => add('script', { type: 'module' }, `import("${url}").catch(() => 'none')`),
  'script of a worker': ({ url }) => new Worker(scriptOf(`importScripts("${url}")`)),
  'script of a shared worker': ({ url }) => new SharedWorker(scriptOf(`importScripts("${url}")`)),
  video: ({ url }) => add('video', { src: url, preload: 'auto' }),
  audio: ({ url }) => add('audio', { src: url, preload: 'auto' }),
  object: ({ url }) => add('object', { data: url }),
  embed: ({ url }) => add('embed', { src: url }),
  preload: ({ url }) => add('link', { rel: 'preload', as: 'image', href: url }),
  'preload with cookies': ({ url }) => add('link', { rel: 'preload', as: 'fetch', crossorigin: 'use-credentials', href: url }),
  'preload of a module': ({ url }) => add('link', { rel: 'modulepreload', href: url }),
  prefetch: ({ url }) => add('link', { rel: 'prefetch', href: url }),
  beacon: ({ url, text }) => navigator.sendBeacon(url, text),
  'beacon of a form': ({ url, fields }) => navigator.sendBeacon(url, new URLSearchParams(fields)),
  ping: ({ url }) => add('a', { href: '#', ping: url }).click(),
  'stream of events': ({ url }) => new EventSource(url, { withCredentials: true }),
  socket: ({ url }) => new WebSocket(url.replace('http', 'ws')),
  frame: ({ url }) => add('iframe', { src: url }),
  'sandboxed frame': ({ url }) => add('iframe', { src: url, sandbox: 'allow-scripts' }),
  'frame that is refreshed': ({ url }) => add('iframe', { srcdoc: `<meta http-equiv="refresh" content="0; ${url}">` }),
  'question in a frame': (target) => submit(target, 'question', 'frame'),
  'text in a frame': (target) => submit(target, 'text', 'frame'),
  'form in a frame': (target) => submit(target, 'form', 'frame'),
  'parts in a frame': (target) => submit(target, 'parts', 'frame'),
  'form in a frame through a redirect': (target) => submit({ ...target, url: viaRedirect(target.url) }, 'form', 'frame'),
  'form in a tab': (target) => submit(target, 'form', '_blank'),
}

/** Forms that lead the page away. */
const forms: Attacks = {
  text: (target) => submit(target, 'text', '_self'),
  form: (target) => submit(target, 'form', '_self'),
  parts: (target) => submit(target, 'parts', '_self'),
}

/** Other ways to lead the page away. */
const visits: Attacks = {
  address: ({ url }) => location.assign(url),
  'address through a redirect': ({ url }) => location.assign(viaRedirect(url)),
  link: ({ url }) => add('a', { href: url, rel: 'noreferrer' }).click(),
  question: (target) => submit(target, 'question', '_self'),
  refresh: ({ url }) => add('meta', { 'http-equiv': 'refresh', content: `0; ${url}` }),
  'frame that breaks out': ({ url }) =>
    add('iframe', { sandbox: 'allow-scripts allow-top-navigation', srcdoc: `<script>top.location = "${url}"</script>` }),
}

/** The way to open another tab. */
const tabs: Attacks = { window: ({ url }) => window.open(url) }

export const attacks = { loads, forms, visits, tabs }
