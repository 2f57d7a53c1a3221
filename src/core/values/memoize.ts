const MOST = 500

/** The function, which remembers what it found: for what takes long, is asked again and again, and never changes. */
export function memoize<Asked, Found>(find: (asked: Asked) => Found): (asked: Asked) => Found {
  const known = new Map<Asked, Found>()
  return (asked) => {
    let found = known.get(asked)
    if (found === undefined) {
      if (known.size >= MOST) known.clear()
      known.set(asked, (found = find(asked)))
    }
    return found
  }
}
