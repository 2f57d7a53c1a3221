/** The order of paths: what is fixed before what a parameter stands for, which would match it too. */

interface Node {
  readonly children: Map<string, Node>
  path: string | undefined
}

const createNode = (): Node => ({ children: new Map(), path: undefined })

/** The same paths, those with one beginning together, otherwise as they came. */
export function inOrder(paths: Iterable<string>): string[] {
  const root = createNode()
  for (const path of paths) {
    let node = root
    for (const segment of path.split('/')) {
      let next = node.children.get(segment)
      if (!next) node.children.set(segment, (next = createNode()))
      node = next
    }
    node.path = path
  }
  return walk(root)
}

function walk({ path, children }: Node): string[] {
  const isFixed = ([segment]: [string, Node]): boolean => !segment.startsWith('{')
  const [fixed, open] = [[...children].filter(isFixed), [...children].filter((child) => !isFixed(child))]
  return [...(path === undefined ? [] : [path]), ...[...fixed, ...open].flatMap(([, node]) => walk(node))]
}
