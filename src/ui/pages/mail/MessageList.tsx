import { Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { Inbox, Paperclip, Phone, Reply, StickyNote, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { focusAgain } from '../../parts/focus.ts'
import { cut, toDay, toTime } from '../../parts/format.ts'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty } from '../../parts/states.tsx'
import { type Folder, firstOfEach, type LinkTo, type Message, subjectOf } from './boxes.ts'

/** No line of a list shows more. */
const SNIPPET = 160

/** Conversations by their newest message, as links. */
export function MessageList({
  linkTo,
  folder,
  messages,
  here,
  isReading,
  isAlone,
  nameOf,
  harmed,
  search,
  more,
}: {
  readonly linkTo: LinkTo
  readonly folder: Folder
  readonly messages: readonly Message[]
  /** The conversation that is open, or was last. */
  readonly here: string | undefined
  readonly isReading: boolean
  /** Whether what is read takes its place. */
  readonly isAlone: boolean
  readonly nameOf: (message: Message) => string
  readonly harmed: ReadonlySet<string>
  readonly search: string
  readonly more: (() => void) | undefined
}) {
  const line = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (!line.current) return
    if (isAlone) focusAgain(line.current)
    else line.current.scrollIntoView({ block: 'nearest' })
  }, [here, isAlone])
  if (!messages.length)
    return (
      <Empty title={search ? `Nothing has “${cut(search, 60)}” in it` : 'Nothing here'} icon={Inbox}>
        {search ? 'All texts and addresses are searched.' : folder.empty}
      </Empty>
    )
  return (
    <>
      <ul className="mails" onKeyDown={moveBetween}>
        {firstOfEach(messages).map((message) => (
          <li key={message.group}>
            <Link
              ref={message.group === here ? line : undefined}
              {...linkTo(message.id)}
              className="mail"
              aria-current={isReading && message.group === here ? 'true' : undefined}
            >
              <span className="mail-line">
                <Text span size="sm" fw={message.waits ? 700 : 500} className="cut">
                  <PersonName text={nameOf(message)} />
                </Text>
                <Marks message={message} isHarm={harmed.has(message.id)} />
                <Text span size="xs" className="faint world-time" ml="auto" title={toTime(message.at)}>
                  {toDay(message.at)}
                </Text>
              </span>
              <Text span size="sm" fw={message.waits ? 600 : 400}>
                <PersonName text={subjectOf(message)} />
              </Text>
              <Text span size="xs" className="faint">
                <PersonName text={message.body.slice(0, SNIPPET)} />
              </Text>
            </Link>
          </li>
        ))}
      </ul>
      {more && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" onClick={more}>
            Show older
          </Button>
        </Group>
      )}
    </>
  )
}

const kinds: Readonly<Record<string, typeof Phone>> = { call: Phone, note: StickyNote }

function Marks({
  message: { kind, waits, isSent, isSynced, attachments },
  isHarm,
}: {
  readonly message: Message
  readonly isHarm: boolean
}) {
  const Kind = kinds[kind]
  const marks = [
    Kind && { Icon: Kind, says: kind },
    waits && { Icon: Reply, says: 'waits' },
    attachments.length > 0 && { Icon: Paperclip, says: 'with attachments' },
    isHarm && { Icon: TriangleAlert, says: 'somebody was harmed' },
  ].filter((mark) => typeof mark === 'object')
  return (
    <>
      {marks.map(({ Icon, says }) => (
        <span key={says} title={says} className="mail-mark">
          <Icon size={14} aria-hidden />
          <VisuallyHidden>{says}</VisuallyHidden>
        </span>
      ))}
      <Text span size="xs" className="faint" flex="none">
        {isSent ? 'sent' : isSynced ? '' : 'not synced'}
      </Text>
    </>
  )
}

/** Up and down go from one to the next. */
function moveBetween(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
