/** The arguments of the command line, each read with a sentence for what is wrong. */
import { InvalidArgumentError } from 'commander'
import { tokenProblem } from '../core/call/observer.ts'
import { originProblem } from '../core/call/origins.ts'

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
  return [...before, sound(text, originProblem(text, true))]
}

export function toNamedOrigins(text: string, before: readonly string[] = []): string[] {
  return [...before, sound(text, originProblem(text, false))]
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

export function toToken(text: string): string {
  return sound(text, tokenProblem(text))
}

function sound(text: string, problem: string | undefined): string {
  if (problem !== undefined) throw new InvalidArgumentError(problem)
  return text
}

/** The flag of an option: `--agent-mistakes`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
