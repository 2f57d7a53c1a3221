/** The newsletters that there are. */

export interface Newsletter {
  readonly from: string
  readonly name: string
  /** Sunday is 0. */
  readonly weekday: number
  /** Minutes of the day, UTC. */
  readonly minute: number
  readonly texts: readonly string[]
}

export const newsletters: readonly [Newsletter, ...Newsletter[]] = [
  {
    from: 'letter@salesnotes.example',
    name: 'Sales Notes',
    weekday: 2,
    minute: 732,
    texts: [
      'How to ask for the next step without pushing, and why the best meetings end early.',
      'What buyers read before they answer, and what they never open.',
      'Three ways to keep a quote alive, told by people who do it every day.',
    ],
  },
  {
    from: 'news@servicedesk.example',
    name: 'The Service Desk',
    weekday: 4,
    minute: 785,
    texts: [
      'A good first week makes a good first year: what to tell new customers, and when.',
      'Fewer tickets by better words: how others name the things in their menus.',
    ],
  },
  {
    from: 'hello@fairsandmeetups.example',
    name: 'Fairs and Meetups',
    weekday: 3,
    minute: 910,
    texts: [
      'Where people of the trade meet next, and what a stand costs.',
      'How to find the ten people worth talking to in a hall of thousands.',
      'Talks that are worth the journey, as readers tell us.',
    ],
  },
]
