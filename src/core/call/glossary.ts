/** All words of an API, to look up. */
import type { Resource } from './resource.ts'
import type { Words } from './words.ts'

type Part = Exclude<keyof Words, 'about' | 'links'>
const parts = ['fields', 'parameters', 'answers', 'tables', 'follows'] as const satisfies readonly Part[]

export class Glossary {
  readonly #all: Readonly<Record<Part, ReadonlyMap<string, string>>>
  readonly #schemas: readonly string[]
  readonly #used = new Set<string>()

  /** @throws for two sentences about one thing */
  constructor(resources: readonly Resource[], shared: Words = {}) {
    const words = [shared, ...resources.map((resource) => resource.words)]
    this.#all = Object.fromEntries(parts.map((part) => [part, merged(part, words)])) as Record<Part, Map<string, string>>
    const owners = [...this.#all.fields.keys()].flatMap((key) => (key.includes('.') ? [key.slice(0, key.indexOf('.'))] : []))
    this.#schemas = [...new Set(owners)].sort((a, b) => b.length - a.length)
  }

  /**
   * What a field means, by what it is in and the way to it; of `UpdateCustomerRequest` too what it means of a `Customer`.
   * @param owners the name of a schema, or several names for one thing
   */
  field(owners: string | readonly string[], way: readonly string[]): string | undefined {
    const names = [owners].flat()
    const within = this.#schemas.filter((each) => !names.includes(each) && names.some((name) => isWithin(each, name)))
    const keys = [...names, ...within].map((owner) => [owner, ...way].join('.')).concat(way.at(-1) ?? [])
    return this.#first('fields', keys)
  }

  /** What a parameter means to a resource, or to any. */
  parameter(name: string, { words }: Pick<Resource, 'words'>): string | undefined {
    return words.parameters?.[name] === undefined
      ? this.#first('parameters', [name])
      : this.#use(`parameters ${name}`, words.parameters[name])
  }

  answer(operation: string, status: number): string | undefined {
    return this.#first('answers', [`${operation}.${status}`, operation])
  }

  table(name: string): string | undefined {
    return this.#first('tables', [name])
  }

  follows(table: string, column: string): string | undefined {
    return this.#first('follows', [`${table}.${column}`])
  }

  /** What nobody has looked up. */
  get unused(): string[] {
    return parts
      .flatMap((part) => [...this.#all[part].keys()].map((key) => `${part} ${key}`))
      .filter((key) => !this.#used.has(key))
  }

  #first(part: Part, keys: readonly string[]): string | undefined {
    const key = keys.find((each) => this.#all[part].has(each))
    return key === undefined ? undefined : this.#use(`${part} ${key}`, this.#all[part].get(key))
  }

  #use(key: string, sentence: string | undefined): string | undefined {
    this.#used.add(key)
    return sentence
  }
}

/** Of parameters each resource has words of its own. */
function merged(part: Part, words: readonly Words[]): Map<string, string> {
  const all = new Map<string, string>()
  for (const each of words)
    for (const [key, sentence] of Object.entries(each[part] ?? {})) {
      if (all.has(key) && part !== 'parameters') throw new Error(`Two sentences tell what "${key}" is.`)
      if (!all.has(key)) all.set(key, sentence)
    }
  return all
}

/** Whether a name is made of another: `UpdateCustomerRequest` of `Customer`. */
const isWithin = (part: string, name: string): boolean => new RegExp(`${part}(?![a-z])`).test(name)
