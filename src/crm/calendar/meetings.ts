/** What people meet for: for calendars that have a past. */
import { type Text, toText } from '../email/plots.ts'

export interface Meeting {
  readonly title: Text
  readonly description: string
  readonly location: Text
  readonly minutes: number
  /** The half hours from ten o’clock on in which it begins, the last not included; any unless told. */
  readonly within?: readonly [from: number, to: number]
}

/** Nobody prepares a meal, asks for notes of it, or has two of them on a day. */
export const meal = /\b(?:breakfast|lunch|dinner|coffee)\b/i

const meeting = (title: string | Text, minutes: number, location: string | Text, description = ''): Meeting => ({
  title: toText(title),
  minutes,
  location: toText(location),
  description,
})

export const meetings: readonly Meeting[] = [
  meeting('Demo', 30, 'Video call', ''),
  meeting('Quarterly review', 60, 'Video call', 'Open points, next quarter.'),
  meeting('Training', 90, 'Front desk'),
  { ...meeting((f) => `Lunch with ${f.them}`, 60, 'Corner Bistro'), within: [4, 6] },
  meeting('Contract call', 30, 'Phone'),
]
/** Without anybody from outside. */
export const ownMeetings: readonly Meeting[] = [meeting('Pipeline', 30, 'Room 2', 'Who needs help?'), meeting('Dentist', 45, '')]

/** Those of a world that lives: in a year, there are more than a few. */
export const ownMeetingsOfLife: readonly Meeting[] = [
  ...ownMeetings,
  meeting('Forecast', 30, 'Room 2', 'What closes this month?'),
  meeting('Proposals', 90, '', 'No calls, please.'),
  meeting('Product news', 30, 'Video call'),
  meeting('Talk with the accountants', 45, 'Room 1'),
]
