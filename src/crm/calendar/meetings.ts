/** What people meet for: for calendars that have a past. */
import { type Text, toText } from '../email/plots.ts'

export interface Meeting {
  readonly title: Text
  readonly description: string
  readonly location: Text
  readonly minutes: number
}

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
  meeting((f) => `Lunch with ${f.them}`, 60, 'Corner Bistro'),
  meeting('Contract call', 30, 'Phone'),
]
/** Without anybody from outside. */
export const ownMeetings: readonly Meeting[] = [meeting('Pipeline', 30, 'Room 2', 'Who needs help?'), meeting('Dentist', 45, '')]
