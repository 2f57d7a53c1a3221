/** Finds the operation of a method and path: by the most specific route, whatever the order of registration. */

export interface Match<T> {
  readonly methods: ReadonlyMap<string, T>
  readonly params: Readonly<Record<string, string>>
}

interface Node<T> {
  readonly fixed: Map<string, Node<T>>
  param: Node<T> | undefined
  /** Set where routes end here: by method, with the names of their parameters. */
  readonly methods: Map<string, T>
  names: readonly string[]
}

const createNode = <T>(): Node<T> => ({ fixed: new Map(), param: undefined, methods: new Map(), names: [] })

/** The names of the parameters of a route, in their order. */
export const pathParameters = (path: string): string[] => Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)

/** No server reads a longer one; what MSW intercepts has no limit of its own. */
const LONGEST = 16_384

export class Router<T> {
  readonly #root = createNode<T>()

  /**
   * @param path such as `/companies/{company_id}/actions`
   * @throws if the method and path are taken, or the same path names its parameters in another way
   */
  add(method: string, path: string, value: T): void {
    let node = this.#root
    const names: string[] = []
    for (const segment of segmentsOf(path)) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1]
      if (name) {
        names.push(name)
        node = node.param ??= createNode()
      } else {
        let next = node.fixed.get(segment)
        if (!next) node.fixed.set(segment, (next = createNode()))
        node = next
      }
    }
    if (node.methods.has(method)) throw new Error(`Two operations answer ${method} ${path}.`)
    if (node.methods.size && node.names.join() !== names.join()) throw new Error(`${path} names its parameters in two ways.`)
    node.methods.set(method, value)
    node.names = names
  }

  /** A path without its query; one slash at the end makes no difference. */
  find(path: string): Match<T> | undefined {
    if (path.length > LONGEST) return undefined
    const segments = segmentsOf(path)
    const values: string[] = []
    const node = walk(this.#root, segments, 0, values)
    if (!node) return undefined
    const params: Record<string, string> = {}
    for (let i = 0; i < node.names.length; i++) {
      const value = decode(values[i] as string)
      if (value === undefined) return undefined
      params[node.names[i] as string] = value
    }
    return { methods: node.methods, params }
  }
}

function segmentsOf(path: string): string[] {
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length
  return path.slice(1, end).split('/')
}

function walk<T>(node: Node<T>, segments: readonly string[], at: number, values: string[]): Node<T> | undefined {
  if (at === segments.length) return node.methods.size ? node : undefined
  const segment = segments[at] as string
  const fixed = node.fixed.get(segment)
  const found = fixed && walk(fixed, segments, at + 1, values)
  if (found || !node.param || segment === '') return found
  values.push(segment)
  const matched = walk(node.param, segments, at + 1, values)
  if (!matched) values.pop()
  return matched
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
