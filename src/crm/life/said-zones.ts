/** Time zones as people name them behind a time. */

/** By IANA zone, in small letters: abbreviations, and names before the word time. People say `PST` all year. */
const zones: readonly (readonly [zone: string, short: string, long: string])[] = [
  ['America/New_York', 'e[sd]?t', 'eastern|new york'],
  ['America/Chicago', 'c[sd]?t', 'central|chicago'],
  ['America/Denver', 'm[sd]?t', 'mountain|denver'],
  ['America/Los_Angeles', 'p[sd]?t', 'pacific|los angeles'],
  ['Europe/London', 'bst', 'london|uk'],
  ['Europe/Berlin', 'ces?t|mes?z', 'central european|berlin|paris'],
  ['Asia/Tokyo', 'jst', 'tokyo|japan'],
]
const either = (place: 1 | 2): string => zones.map((each) => each[place]).join('|')

/** Such as `UTC`, `GMT+2`, `UTC+05:30`, `GMT+530`: of what no clock shows, as `GMT+25`, nothing is one. */
const OFFSET = String.raw`(?:utc|gmt)(?: ?(\+|[\u2212-](?! ?1[34])) ?(1[0-4]|0?\d)(?::?([0-5]\d))?)?(?! ?[+\u2212-] ?\d)`

/** Such as `PST`, an offset, `Eastern`, `London time`, `my time`: not the Central Park. */
export const ZONE = String.raw`(?:${either(1)}|${OFFSET}|(?:eastern|central|mountain|pacific)(?= ?(?:$|[^\w ]|(?:on|or|and|for|would|works?|suits?|fine|ok)\b))|(?:${either(2)})(?: standard| daylight| summer)? time|(?:my|our) time)\b`

const offset = new RegExp(`^${OFFSET}$`)

/** The zone that a name is of. @param own the zone of who names it */
export function zoneCalled(name: string, own: string): string {
  const [all, sign, hours, minutes = '00'] = offset.exec(name) ?? []
  if (all !== undefined) return hours ? `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}` : 'UTC'
  const called = zones.find(([, short, long]) => new RegExp(`^(?:(?:${short})$|(?:${long})\\b(?! european))`).test(name))
  return called?.[0] ?? own
}

/** As it is named to who has named it. */
export const zoneSaid = (name: string): string =>
  /^(?:my|our) /.test(name)
    ? 'your time'
    : name.length < 5 || offset.test(name)
      ? name.toUpperCase()
      : `${name.replace(/ time$/, '').replace(/\b(?:uk|\w)/g, (letters) => letters.toUpperCase())} time`
