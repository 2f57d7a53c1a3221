import { ActionIcon, Alert, Anchor, Badge, Button, Group, Paper, Text, Title } from '@mantine/core'
import { ArrowLeft, MailX, Paperclip, ReceiptText, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { Link } from 'wouter'
import type { Bounce } from '../../../ar/communications/bounce.ts'
import type { InvoiceRow } from '../../../ar/invoices/invoice.ts'
import { useName } from '../../app/names.ts'
import { addressOf } from '../../app/place.ts'
import { useRead, useReads } from '../../data/queries.ts'
import { emit, MOST_ROWS, rowOf, rowsOf } from '../../data/stored.ts'
import { useAct } from '../../parts/act.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { EventForm } from '../../parts/EventForm.tsx'
import { cut, toBytes, toDateTime } from '../../parts/format.ts'
import { PersonName } from '../../parts/PersonText.tsx'
import { Missing, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { type Box, type Message, subjectOf } from './boxes.ts'
import { type Harm, messagesOf } from './harmed.ts'
import { MessageBody } from './MessageBody.tsx'

interface Props {
  readonly world: string
  readonly box: Box
  /** The message whose conversation it is. */
  readonly open: string
  /** Undefined until they are read. */
  readonly harms: readonly Harm[] | undefined
  readonly nameOf: (message: Message) => string
  /** Hears which conversation it is. */
  readonly onGroup: (group: string) => void
  readonly onBack: (() => void) | undefined
}

/** All messages of a conversation, the oldest first, and what the other side can do next. */
export function Conversation(props: Props) {
  const { world, box, open, onGroup, onBack } = props
  const row = useRead(box.message(world, open))
  const message = row.data === undefined ? undefined : box.toMessage(row.data)
  const group = message?.group
  useName(addressOf(world, 'mail', box.id, open), message && subjectOf(message))
  useEffect(() => {
    if (group !== undefined) onGroup(group)
  }, [group, onGroup])
  return (
    <Paper component="section" withBorder className="mail-pane" aria-label="Conversation">
      {onBack && (
        <Button variant="subtle" size="compact-sm" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={onBack} mb="xs">
          All messages
        </Button>
      )}
      <Shown of={row} missing={<Missing what="message" was={row.data !== undefined} />}>
        {(found) => <Messages {...props} message={box.toMessage(found)} />}
      </Shown>
    </Paper>
  )
}

function Messages({ world, box, harms, nameOf, onBack, message }: Props & { readonly message: Message }) {
  const conversation = useRead(box.conversation(world, message.group))
  const bounced = useRead(rowsOf<Bounce>(world, 'bounces', { company: box.owner, page_size: MOST_ROWS }), {
    enabled: box.kind === 'ar',
  })
  const messages = useMemo(() => conversation.data?.rows.map(box.toMessage) ?? [message], [conversation.data, box, message])
  const title = useRef<HTMLHeadingElement>(null)
  const isAlone = onBack !== undefined
  useEffect(() => {
    // On a small screen what had the focus is gone.
    if (isAlone) title.current?.focus()
  }, [isAlone])
  const opened = useRef<HTMLLIElement>(null)
  /** Whether all is there that makes letters longer. */
  const isRead = conversation.data !== undefined && harms !== undefined && !bounced.isLoading
  useEffect(() => {
    if (isRead) opened.current?.scrollIntoView({ block: 'nearest' })
  }, [isRead])
  const bounces = bounced.data?.rows ?? []
  const last = messages.at(-1) ?? message
  return (
    <>
      <Title order={2} ref={title} tabIndex={-1} className="mail-subject">
        <PersonName text={subjectOf(message)} />
      </Title>
      <Mailed world={world} name={nameOf(message)} customer={message.customer} messages={messages} bounces={bounces} />
      <ol className="letters">
        {messages.map((each) => (
          <li key={each.id} ref={each.id === message.id ? opened : undefined}>
            <Letter
              world={world}
              box={box}
              message={each}
              isOpened={each.id === message.id}
              harms={harms?.filter((harm) => messagesOf(harm).includes(each.id)) ?? []}
              isBounced={bounces.some(({ thread }) => thread === each.id)}
            />
          </li>
        ))}
      </ol>
      <Answer world={world} box={box} last={last} messages={messages} name={nameOf(message)} />
    </>
  )
}

/** Who is written to openly, and whether mail arrives there. */
function Mailed({
  world,
  name,
  customer,
  messages,
  bounces,
}: {
  readonly world: string
  readonly name: string
  readonly customer: string | undefined
  readonly messages: readonly Message[]
  readonly bounces: readonly Bounce[]
}) {
  const addresses = [...new Set(messages.filter(({ isSent }) => isSent).flatMap(({ to, cc }) => [...to, ...cc]))]
  return (
    <dl className="facts mail-facts">
      <dt>With</dt>
      <dd>
        {customer ? (
          <Anchor component={Link} href={addressOf(world, 'people', customer)} size="sm">
            <PersonName text={name} />
          </Anchor>
        ) : (
          <Text size="sm" component="div">
            <PersonName text={name} />
          </Text>
        )}
      </dd>
      {addresses.length > 0 && (
        <>
          <dt>Mailed</dt>
          <dd>
            <Group gap="xs">
              {addresses.map((address) => (
                <Group key={address} gap={4} wrap="nowrap" miw={0}>
                  <Text size="sm" component="div" miw={0}>
                    <PersonName text={address} />
                  </Text>
                  {bounces.some((bounce) => bounce.address === address.toLowerCase()) && (
                    <Badge color="red" variant="light" size="sm" tt="none" flex="none">
                      bounced
                    </Badge>
                  )}
                </Group>
              ))}
            </Group>
          </dd>
        </>
      )}
    </dl>
  )
}

function Letter({
  world,
  box,
  message,
  isOpened,
  harms,
  isBounced,
}: {
  readonly world: string
  readonly box: Box
  readonly message: Message
  /** Whether the address names it. */
  readonly isOpened: boolean
  readonly harms: readonly Harm[]
  readonly isBounced: boolean
}) {
  const { kind, isSent, from, to, cc, bcc, at, waits, isSynced, tags, attachments, invoices } = message
  const badges = [
    !isSynced && ['not synced yet', 'gray'],
    waits && [box.kind === 'ar' ? 'waits for an answer' : 'unread', 'blue'],
    isBounced && ['bounced', 'red'],
    ...tags.map((tag) => [tag, 'gray']),
  ].filter((badge) => badge !== false)
  return (
    <article
      className={isSent ? 'letter letter-sent' : 'letter'}
      aria-label={`${isSent ? 'Sent' : 'Received'} ${toDateTime(at)}`}
      aria-current={isOpened ? 'true' : undefined}
    >
      <div className="letter-head">
        <div className="letter-who">
          <Text size="sm" fw={600} component="div">
            <PersonName text={from ?? `${isSent ? 'Outgoing' : 'Incoming'} ${kind}`} />
          </Text>
          {Object.entries({ to, cc, bcc }).map(
            ([how, addresses]) =>
              addresses.length > 0 && (
                <Text key={how} size="xs" className="faint" component="div">
                  <PersonName text={`${how} ${addresses.join(', ')}`} />
                </Text>
              ),
          )}
        </div>
        <Group gap={4} wrap="nowrap" flex="none">
          <Text size="xs" className="faint world-time">
            {toDateTime(at)}
          </Text>
          {box.kind === 'ar' && kind === 'email' && isSent && to.length > 0 && !isBounced && (
            <BounceAct world={world} message={message} />
          )}
        </Group>
      </div>
      {badges.length > 0 && (
        <Group gap={4} mb={6}>
          {badges.map(([says, color]) => (
            <Badge key={says} variant="light" color={color ?? 'gray'} tt="none" radius="sm" size="sm">
              {says}
            </Badge>
          ))}
        </Group>
      )}
      <MessageBody message={message} />
      {attachments.length + invoices.length > 0 && <Enclosed world={world} message={message} />}
      {harms.map(({ number, rule, sentence }) => (
        <Alert key={number} color="red" icon={<TriangleAlert size={16} aria-hidden />} title={rule} mt="xs" p="xs">
          <Text size="sm" className="person" dir="auto">
            {sentence}
          </Text>
        </Alert>
      ))}
    </article>
  )
}

/** The files that came with a letter, and the invoices that it is about. */
function Enclosed({ world, message: { attachments, invoices } }: { readonly world: string; readonly message: Message }) {
  const read = useReads(invoices.map((id) => rowOf<InvoiceRow>(world, 'invoices', id)))
  return (
    <ul className="enclosed" aria-label="Attachments and invoices">
      {attachments.map(({ id, filename, size }) => (
        <li key={id} className="enclosed-one">
          <Paperclip size={14} aria-hidden />
          <PersonName text={filename} />
          <span className="faint world-time">{toBytes(size)}</span>
        </li>
      ))}
      {invoices.map((id, at) => (
        <li key={id} className="enclosed-one">
          <ReceiptText size={14} aria-hidden />
          <Anchor component={Link} href={addressOf(world, 'data', 'invoices', id)} size="sm" miw={0}>
            <PersonName text={read[at]?.invoice_number ?? id} />
          </Anchor>
        </li>
      ))}
    </ul>
  )
}

function BounceAct({ world, message }: { readonly world: string; readonly message: Message }) {
  const act = useAct(() => showDone('It came back: a report stands in the conversation.'))
  const what = emit(world, 'email.bounced', { thread: message.id })
  return (
    <span className="pair">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Let it bounce: ${toDateTime(message.at)}`}
        title="Let it bounce"
        loading={act.isPending}
        onClick={() => act.mutate(what)}
      >
        <MailX size={16} aria-hidden />
      </ActionIcon>
      <CopyAs call={what} what={`bounce ${toDateTime(message.at)}`} />
    </span>
  )
}

/** The other side writes back. */
function Answer({
  world,
  box,
  last,
  messages,
  name,
}: {
  readonly world: string
  readonly box: Box
  readonly last: Message
  readonly messages: readonly Message[]
  readonly name: string
}) {
  const isAr = box.kind === 'ar'
  const email = messages.findLast(({ kind }) => kind === 'email')
  if (!email) return null
  const own = messages.findLast(({ isSent }) => !isSent)?.from ?? last.to[0] ?? last.from
  const keep = `${world} ${box.id} ${last.group}`
  const body = {
    name: 'body',
    label: `Answer as ${cut(isAr ? name : (own ?? name), 80)}`,
    kind: 'text',
    isNeeded: true,
  } as const
  return (
    <div className="mail-answer">
      {isAr ? (
        <EventForm
          world={world}
          type="customer.replied"
          of={{ customer: last.customer, thread: email.id }}
          fields={[body, { name: 'requires_response', label: 'Waits for an answer', kind: 'check', usual: true }]}
          action="Answer"
          keep={keep}
          onDone={({ result }) =>
            showDone(result.is_synced === false ? 'It waits in the mailbox for the next sync.' : 'Answered.')
          }
        />
      ) : (
        <EventForm
          world={world}
          type="crm.email_received"
          of={{ user: Number(box.owner), from: own, subject: replyTo(last.subject), thread: last.group }}
          fields={[body]}
          action="Answer"
          keep={keep}
          onDone={() => showDone('Answered.')}
        />
      )}
    </div>
  )
}

const replyTo = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`)
