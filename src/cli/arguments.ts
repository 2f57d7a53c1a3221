/** The arguments of the command line, each read with a sentence for what is wrong. */
import { InvalidArgumentError } from 'commander'

/** An empty one is a variable of the shell that nobody has set. */
export function toFile(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is the name of a file.')
  return text
}

export function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

export function toCountOrNone(text: string): number {
  return wholeNumber(text, 0)
}

export function toCount(text: string): number {
  return wholeNumber(text, 1)
}

function wholeNumber(text: string, least: number): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text) || Number(text) < least)
    throw new InvalidArgumentError(`It is a whole number of at least ${least}.`)
  return Number(text)
}

/** Each value of an option that takes several. */
export function toOrigins(text: string, before: readonly string[] = []): string[] {
  if (text !== '*' && !isOrigin(text))
    throw new InvalidArgumentError('An origin is like "https://app.example" or "http://localhost:5173", or * for all.')
  return [...before, text]
}

export function toNamedOrigins(text: string, before: readonly string[] = []): string[] {
  if (!isOrigin(text)) throw new InvalidArgumentError('An origin is like "https://app.example" or "http://localhost:5173".')
  return [...before, text]
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text
}

export function toHosts(text: string, before: readonly string[] = []): string[] {
  if (text !== '*' && !(URL.canParse(`http://${text}`) && new URL(`http://${text}`).pathname === '/' && !/[/@?#]/.test(text)))
    throw new InvalidArgumentError('A host is a name like "arsim.test", with or without a port, or * for any.')
  return [...before, text]
}

export function toSeed(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number.')
  return Number(text)
}

/** It is sent in a header, as one word. */
export function toToken(text: string): string {
  if (!/^[!-~]+$/.test(text))
    throw new InvalidArgumentError('A token is at least one visible letter of ASCII, and has no spaces.')
  return text
}
