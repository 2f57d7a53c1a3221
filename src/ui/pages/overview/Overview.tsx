import { Anchor, Group, SimpleGrid, Stack, Tabs, Text } from '@mantine/core'
import { Bell, Radio } from 'lucide-react'
import { Link } from 'wouter'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf } from '../../app/place.ts'
import { booksIn, type CompanyBooks } from '../../data/books.ts'
import { call, type GotOf } from '../../data/call.ts'
import { useClient } from '../../data/context.ts'
import { type Company, type CrmUser, type Guide, useGuide, useRead, useWorldTime } from '../../data/queries.ts'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { toCurl } from '../../parts/copy.ts'
import { toDateTime, toDistance, toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { Newest } from './Newest.tsx'
import { WorldActs } from './WorldActs.tsx'

const NEXT = 5
/** Of so many things those of a kind are told together. */
const LOOKED_AT = 100

/** What this world is, and a way into everything else. */
export default function Overview({ world }: PageProps) {
  const guide = useGuide(world)
  return (
    <>
      <PageHead title={world === 'default' ? 'The default world' : world} about="What it is, what is due, and how to call it.">
        <WorldActs world={world} />
      </PageHead>
      <Shown of={guide}>
        {(data) => (
          <>
            <Counters world={world} companies={data.companies ?? []} />
            <div className="panels">
              <Due world={world} />
              <Newest world={world} />
              <Addresses world={world} guide={data} />
              <Callers companies={data.companies ?? []} users={data.crm_users ?? []} />
            </div>
          </>
        )}
      </Shown>
    </>
  )
}

/** Of the first company: what its people look at first. */
function Counters({ world, companies }: { readonly world: string; readonly companies: readonly Company[] }) {
  const [books] = booksIn(world, companies)
  return books ? <CompanyCounters books={books} /> : null
}

function CompanyCounters({ books }: { readonly books: CompanyBooks }) {
  const { name, world, path } = books
  const actions = useRead(call('ar.listActions', { ...books, query: { category: 'needs_action', page_size: 1 } }))
  const steps = useRead(call('ar.getQueue', { ...books, query: { category: 'ready', page_size: 1 } }))
  const overdue = useRead(call('ar.listInvoices', { ...books, query: { status: 'overdue', limit: 1 } }))
  const harms = useRead(call('sim.listHarms', { world })).data?.length ?? 0
  const rowsOf = (table: string, filter: Readonly<Record<string, string>>) =>
    `${addressOf(world, 'data', table)}?${new URLSearchParams({ company: path.company_id, ...filter })}`
  return (
    <Panel
      title="What waits"
      aside={
        <Text size="sm" className="faint" component="div" miw={0}>
          <PersonName text={name} />
        </Text>
      }
    >
      <SimpleGrid cols={harms ? { base: 2, sm: 4 } : 3} spacing="sm">
        <Figure
          href={rowsOf('actions', { status: 'proposed', is_recommended: 'true', action_required: 'true', is_deleted: 'false' })}
          count={actions.data?.count}
          one="action that needs somebody"
          many="actions that need somebody"
        />
        <Figure
          href={rowsOf('scheduled_steps', { status: 'ready' })}
          count={steps.data?.count}
          one="step of a sequence ready to send"
          many="steps of sequences ready to send"
        />
        <Figure
          href={addressOf(world, 'books', path.company_id, 'overdue')}
          count={overdue.data?.count}
          one="invoice overdue"
          many="invoices overdue"
        />
        {harms > 0 && (
          <Figure
            href={`${addressOf(world, 'mail')}?folder=harm`}
            count={harms}
            one="harm done, in all mailboxes"
            many="harms done, in all mailboxes"
          />
        )}
      </SimpleGrid>
    </Panel>
  )
}

function Figure({
  href,
  count,
  one,
  many,
}: {
  readonly href: string
  readonly count: number | undefined
  readonly one: string
  readonly many: string
}) {
  return (
    <Anchor component={Link} href={href} className="figure" c="inherit">
      <strong>{count === undefined ? '–' : toNumber(count)}</strong>
      <Text size="sm" span className="faint">
        {count === 1 ? one : many}
      </Text>
    </Anchor>
  )
}

type Due = GotOf<'sim.getTimeline'>[number]

/** What is due, with how much more of the kind is due at the same time. */
function grouped(all: readonly Due[]): { readonly due: Due; readonly more: number }[] {
  const groups = new Map<string, { due: Due; more: number }>()
  for (const due of all) {
    const kind = `${due.at} ${due.event} ${due.failed}`
    const group = groups.get(kind)
    if (group) group.more++
    else groups.set(kind, { due, more: 0 })
  }
  return [...groups.values()]
}

function Due({ world }: { readonly world: string }) {
  const timeline = useRead(call('sim.getTimeline', { world, query: { limit: LOOKED_AT } }))
  const now = useWorldTime(world)?.now
  return (
    <Panel title="Next to happen">
      <Shown of={timeline}>
        {(all) =>
          all.length ? (
            <ul className="lines">
              {grouped(all)
                .slice(0, NEXT)
                .map(({ due: { at, event, table, subject, summary, failed }, more }) => (
                  <li key={`${at} ${event} ${subject}`}>
                    <div>
                      <Anchor
                        component={Link}
                        href={more || table === null ? addressOf(world, 'clock') : addressOf(world, 'data', table, subject)}
                        size="sm"
                        c="inherit"
                        className="two-lines"
                        title={summary}
                      >
                        <bdi>{summary}</bdi>
                      </Anchor>
                      {(failed || more > 0) && (
                        <Text size="xs" className="faint cut">
                          {failed ?? `and ${toNumber(more)} more of the kind`}
                        </Text>
                      )}
                    </div>
                    <Stack gap={0} align="flex-end" className="world-time">
                      <Text size="sm">{now ? toDistance(at, now) : ''}</Text>
                      <Text size="xs" className="faint">
                        {toDateTime(at)}
                      </Text>
                    </Stack>
                  </li>
                ))}
            </ul>
          ) : (
            <Empty title="Nothing is due" icon={Bell}>
              Approve an action or start a sync, and what follows shows here.
            </Empty>
          )
        }
      </Shown>
    </Panel>
  )
}

function Addresses({ world, guide }: { readonly world: string; readonly guide: Guide }) {
  const { origin, token: control } = useClient()
  const base = `${origin}/~${world}`
  const [books] = booksIn(world, guide.companies)
  const [user] = guide.crm_users ?? []
  const first = books
    ? call('ar.listActions', { ...books, query: { category: 'needs_action' } })
    : user
      ? call('crm.listInbox', { world, as: `Bearer ${user.accessToken}` })
      : call('sim.getGuide', { world })
  return (
    <Panel title="Call it">
      <Stack>
        <dl className="facts">
          <dt>Scenario</dt>
          <dd>
            <Text size="sm">
              {guide.scenario}, seed {guide.seed}
            </Text>
          </dd>
          <dt>Life</dt>
          <dd>
            <Text size="sm">
              {guide.life === 'on' ? 'on: customers act by themselves' : 'off: nobody acts who is not told to'}
            </Text>
          </dd>
          {guide.ar && <Address name="AR API" text={`${base}/api`} />}
          {guide.crm && <Address name="CRM API" text={`${base}/api/v1/integrations`} />}
          <Address name="Control" text={`${base}/__sim`} />
        </dl>
        <CopyCode what="a first call" text={toCurl(first, { origin, hasToken: control !== undefined })} />
      </Stack>
    </Panel>
  )
}

function Address({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <CopyText text={text} what={`the address of the ${name}`} />
      </dd>
    </>
  )
}

function Callers({ companies, users }: { readonly companies: readonly Company[]; readonly users: readonly CrmUser[] }) {
  const kinds = [
    { id: 'ar', name: 'AR API', isThere: companies.length > 0 },
    { id: 'crm', name: 'CRM API', isThere: users.length > 0 },
  ].filter(({ isThere }) => isThere)
  const [first] = kinds
  return (
    <Panel title="Call as">
      {first ? (
        <Tabs defaultValue={first.id}>
          <Tabs.List>
            {kinds.map(({ id, name }) => (
              <Tabs.Tab key={id} value={id}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="ar" pt="sm">
            <Stack gap="sm">
              {companies.map(({ id, name, members }) => (
                <div key={id}>
                  <Text size="sm" fw={600} component="div">
                    <PersonName text={name} />
                  </Text>
                  <CopyText text={id} what={`the id of ${name}`} />
                  {members.map((member) => (
                    <Caller key={member.id} name={`${member.name}, ${member.role}`} token={member.token} />
                  ))}
                </div>
              ))}
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="crm" pt="sm">
            <Text size="xs" className="faint" mb="xs">
              These tokens are good for 15 minutes of the world’s time.
            </Text>
            {users.map(({ id, email, accessToken }) => (
              <Caller key={id} name={email} token={accessToken} />
            ))}
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Empty title="Nobody can call yet" icon={Radio}>
          This world has no companies and no users. Make a world of the default scenario, or add rows by /__sim/tables.
        </Empty>
      )}
    </Panel>
  )
}

function Caller({ name, token: text }: { readonly name: string; readonly token: string | null }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" className="caller">
      <Text size="sm" component="div" miw={0} flex="1 1 40%">
        <PersonName text={name} />
      </Text>
      <Group gap={4} wrap="nowrap" miw={0} flex="1 1 60%" justify="flex-end">
        {text ? (
          <CopyText text={text} what={`the token of ${name}`} />
        ) : (
          <Text size="sm" className="faint">
            no token
          </Text>
        )}
      </Group>
    </Group>
  )
}
