/** The first items that are wanted, at most so many: no more of them are looked at. */
export function firstOf<T>(
  items: Iterable<T>,
  most = Number.POSITIVE_INFINITY,
  isWanted: (item: T) => boolean = () => true,
): T[] {
  const first: T[] = []
  for (const item of items) {
    if (first.length >= most) break
    if (isWanted(item)) first.push(item)
  }
  return first
}
