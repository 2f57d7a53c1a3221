import { Button, Paper, SegmentedControl, Select, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Inbox, MailPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useName } from '../../app/names.ts'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, useAddresses, useFilters, usePlace } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { useGuide, useRead } from '../../data/queries.ts'
import { MOST_ROWS } from '../../data/stored.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { EventForm } from '../../parts/EventForm.tsx'
import { counted, cut, toNumber } from '../../parts/format.ts'
import { SearchField } from '../../parts/SearchField.tsx'
import { Empty, PageHead, Shown, Waiting } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { type Box, boxesOf, type Message } from './boxes.ts'
import { Conversation } from './Conversation.tsx'
import { Harms } from './Harms.tsx'
import { harmedIn, useHarmsIn, useNames } from './harmed.ts'
import { MessageList } from './MessageList.tsx'

/** So many are read at first, and more when somebody asks for them. */
const FIRST = 100
/** Of an entry of the history that was opened in a list with nothing open beside it: the list is one step back. */
const FROM_LIST = { isFromList: true }
/** What stands beside the folders: who was harmed, and by what. */
const HARM = 'harm'

/** All conversations, as a mail program shows them. */
export default function Mail({ world }: PageProps) {
  const guide = useGuide(world)
  const [, go] = useLocation()
  const { rest } = usePlace()
  const addressWith = useAddresses(world, 'mail')
  const [isWriting, setWriting] = useState(false)
  const boxes = useMemo(() => boxesOf(guide.data ?? {}), [guide.data])
  const [asked] = rest
  const box = asked ? boxes.find(({ id }) => id === asked) : boxes[0]
  useName(addressOf(world, 'mail', box?.id ?? ''), box?.name)
  return (
    <>
      <PageHead title="Mail" about="What was written and logged, in both directions.">
        {boxes.length > 0 && (
          <>
            <Select
              aria-label="Mailbox"
              className="mail-box"
              data={[
                { group: 'AR companies', items: itemsOf(boxes, 'ar') },
                { group: 'CRM mailboxes', items: itemsOf(boxes, 'crm') },
              ].filter(({ items }) => items.length)}
              value={box?.id ?? null}
              onChange={(id) => id && go(addressWith(id))}
              allowDeselect={false}
              searchable={boxes.length > 12}
            />
            <Button leftSection={<MailPlus size={16} aria-hidden />} disabled={!box} onClick={() => setWriting(true)}>
              New e-mail
            </Button>
          </>
        )}
      </PageHead>
      <Shown of={guide}>
        {() =>
          box ? (
            <Reader key={`${world} ${box.id}`} world={world} box={box} open={rest[1]} />
          ) : boxes.length ? (
            <Empty title={`There is no mailbox “${asked}”`} icon={Inbox}>
              Those that there are can be chosen above.
            </Empty>
          ) : (
            <Empty title="There is no mailbox" icon={Inbox}>
              This world has no companies and no users. Make a world of the default scenario, or add rows on the page Data.
            </Empty>
          )
        }
      </Shown>
      {box && isWriting && <NewMail world={world} box={box} onClose={() => setWriting(false)} />}
    </>
  )
}

const itemsOf = (boxes: readonly Box[], kind: Box['kind']) =>
  boxes.filter((box) => box.kind === kind).map(({ id, name }) => ({ value: id, label: name.slice(0, 120) }))

/** Always in the same order. */
const customersOf = (messages: readonly Message[]): string[] =>
  [...new Set(messages.flatMap(({ customer }) => customer ?? []))].sort()

/** The list, and what is read: side by side, or on a small screen one after the other. */
function Reader({ world, box, open }: { readonly world: string; readonly box: Box; readonly open: string | undefined }) {
  const [, go] = useLocation()
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const addressWith = useAddresses(world, 'mail')
  const { params, set, text, setText } = useFilters()
  const search = params.get('search')?.trim() ?? ''
  const chosen = [...box.folders.map(({ id }) => id), HARM].find((id) => id === params.get('folder')) ?? 'all'
  const [most, setMost] = useState(FIRST)
  const [here, setHere] = useState<string>()
  const folder = box.folders.find(({ id }) => id === chosen)
  const list = useRead(box.list(world, { ...folder?.filter, ...(search && { search }) }, most))
  const harms = useRead(call('sim.listHarms', { world }))
  const own = useHarmsIn(world, box.id, folder ? [] : (harms.data ?? []))
  const harmed = useMemo(() => harmedIn(harms.data ?? []), [harms.data])
  const messages = useMemo(() => list.data?.rows.map(box.toMessage) ?? [], [list.data, box])
  const names = useNames(world, customersOf(messages))
  const nameOf = (message: Message) => names.get(message.customer ?? '') ?? correspondent(message)
  const isLong = (list.data?.count ?? 0) > most
  const isReading = open !== undefined
  const linkTo = (id: string) => ({ href: addressWith(box.id, id), state: isReading ? undefined : FROM_LIST })
  const backToList = () => {
    if (history.state?.isFromList === FROM_LIST.isFromList) history.back()
    else go(addressWith(box.id), { replace: true })
  }
  return (
    <div className={isNarrow ? 'mail-narrow' : 'mail-wide'}>
      {!(isNarrow && isReading) && (
        <Paper component="section" withBorder className="mail-list" aria-label="Messages">
          <div className="mail-tools">
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label="Folder"
              data={[...box.folders.map(({ id, title }) => ({ value: id, label: title })), { value: HARM, label: 'Harm' }]}
              value={chosen}
              onChange={(id) => set('folder', id === 'all' ? undefined : id)}
            />
            {folder && (
              <SearchField label="Search mail" placeholder="Search texts and addresses" size="sm" text={text} onText={setText} />
            )}
            <Text size="xs" className="faint" role="status">
              {folder ? counted(list.data?.count ?? 0, 'message') : counted(own?.length ?? 0, 'harm')}
              {folder &&
                isLong &&
                most >= MOST_ROWS &&
                `, of which the newest ${toNumber(MOST_ROWS)} are here: search for the others`}
            </Text>
          </div>
          {folder ? (
            <Shown of={list}>
              {() => (
                <MessageList
                  linkTo={linkTo}
                  folder={folder}
                  messages={messages}
                  here={here}
                  isReading={isReading}
                  isAlone={isNarrow}
                  nameOf={nameOf}
                  harmed={harmed}
                  search={search}
                  more={isLong && most < MOST_ROWS ? () => setMost(Math.min(MOST_ROWS, most * 3)) : undefined}
                />
              )}
            </Shown>
          ) : (
            <Shown of={harms}>{() => (own ? <Harms linkTo={linkTo} harms={own} /> : <Waiting />)}</Shown>
          )}
        </Paper>
      )}
      {open !== undefined ? (
        <Conversation
          key={open}
          world={world}
          box={box}
          open={open}
          harms={harms.isLoading ? undefined : (harms.data ?? [])}
          nameOf={nameOf}
          onGroup={setHere}
          onBack={isNarrow ? backToList : undefined}
        />
      ) : (
        !isNarrow && (
          <Paper withBorder className="mail-none">
            <Empty title="Choose a conversation" icon={Inbox}>
              Its messages are read here, and here the other side answers.
            </Empty>
          </Paper>
        )
      )}
    </div>
  )
}

/** Who is on the other side. */
const correspondent = ({ isSent, from, to, kind }: Message): string => (isSent ? (to[0] ?? kind) : (from ?? kind))

/** Somebody writes, whom the world may know or not. */
function NewMail({ world, box, onClose }: { readonly world: string; readonly box: Box; readonly onClose: () => void }) {
  const isAr = box.kind === 'ar'
  return (
    <Dialog onClose={onClose} title={`An e-mail to ${cut(box.name, 80)}`}>
      <EventForm
        world={world}
        type={isAr ? 'email.received' : 'crm.email_received'}
        of={isAr ? { company: box.owner } : { user: Number(box.owner) }}
        action="Send"
        fields={[
          {
            name: 'from',
            label: 'From',
            about: isAr
              ? 'The address of a contact; the API shows only what belongs to a customer.'
              : 'Any address. Records that know it are linked.',
            kind: 'line',
            isNeeded: true,
          },
          { name: 'subject', label: 'Subject', kind: 'line', isNeeded: true },
          { name: 'body', label: 'Text', kind: 'text', isNeeded: true },
          ...(isAr
            ? []
            : [
                {
                  name: 'on',
                  label: 'Arrives',
                  kind: 'choice' as const,
                  choices: { now: 'now', sync: 'with the next sync' },
                  usual: 'now',
                },
              ]),
        ]}
        onDone={({ result, rows }) => {
          const isLost = isAr && !result.thread
          showDone(isLost ? 'It arrived, but no customer has this address: the API does not show it.' : arrival(rows))
          onClose()
        }}
      />
    </Dialog>
  )
}

const arrival = (rows: readonly { readonly after: Readonly<Record<string, unknown>> | null }[]): string =>
  rows.some(({ after }) => after?.is_synced === false || after?.isSynced === false)
    ? 'It waits at the provider for the next sync.'
    : 'It has arrived.'
