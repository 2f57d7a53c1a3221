/** Whether something is as it is described: texts with `*`, and parts of JSON. */

/** Whether a text fits a pattern in which `*` stands for any characters. */
export function fits(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

const ANY = '\0'

/** Whether a path of a template, such as `/companies/{id}/notes`, can fit a pattern in which `*` stands for any characters. */
export function meets(pattern: string, template: string): boolean {
  const signs = template.replace(/\{\w+\}/g, ANY)
  const isAt = (at: number, sign: string): boolean => signs[at] === sign || (signs[at] === ANY && sign !== '/')
  /** How much of the template the pattern may have come through. */
  let reached = [true, ...Array<boolean>(signs.length).fill(false)]
  for (const sign of pattern) {
    let isOpen = false
    reached = reached.map((isReached, at) => {
      isOpen = sign === '*' && (isOpen || isReached)
      if (isOpen || at === 0) return isOpen
      // A parameter has more than one letter.
      return isAt(at - 1, sign) && (reached[at - 1] === true || (isReached && signs[at - 1] === ANY))
    })
    if (!reached.includes(true)) return false
  }
  return reached[signs.length] === true
}

/** Whether a JSON value holds all that a part has. An object may have more fields; a list has as many items. */
export function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole) !== Array.isArray(part)) return false
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return false
  return Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && holds(whole[key as keyof typeof whole], value))
}
