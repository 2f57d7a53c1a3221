import { ActionIcon, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { ArrowLeft, Inbox, ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ThreadRow } from '../../../ar/communications/thread.ts'
import type { Contact } from '../../../ar/customers/contact.ts'
import type { Customer as CustomerRow } from '../../../ar/customers/customer.ts'
import type { CustomerTotals, OpenInvoice } from '../../../ar/customers/customer-totals.ts'
import type { InvoiceRow } from '../../../ar/invoices/invoice.ts'
import type { IncomingPayment } from '../../../ar/payments/incoming-payment.ts'
import type { PaymentRow } from '../../../ar/payments/payment.ts'
import type { PromiseRow } from '../../../ar/promises/promise.ts'
import { useName } from '../../app/names.ts'
import { addressOf, useAddresses } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { type Company, useGuide, useRead, useWorldTime } from '../../data/queries.ts'
import { MOST_ROWS, rowOf, rowsOf } from '../../data/stored.ts'
import { CopyText } from '../../parts/CopyText.tsx'
import { type Column, DataTable, MONEY_WIDTH } from '../../parts/DataTable.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EventForm } from '../../parts/EventForm.tsx'
import { counted, cut, daysBetween, toDateTime, toDay, toDistance, toMoney, toNumber, toWords } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName, PersonText } from '../../parts/PersonText.tsx'
import { Empty, isMissing, Missing, PageHead, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { type Act, acts, invoiceField } from './acts.ts'
import { intentInWords, personas } from './personas.ts'
import { useToday } from './today.ts'

/** So many of the latest messages. */
const LATEST = 6

interface Doing {
  readonly act: Act
  /** The invoice that it began at. */
  readonly invoice: string
}

/** One customer: what they are like, owe and wrote, and everything that can be done as them. */
export function Customer({
  world,
  id,
  companies,
}: {
  readonly world: string
  readonly id: string
  readonly companies: readonly Company[]
}) {
  const customer = useRead(rowOf<CustomerRow>(world, 'customers', id))
  const totals = useRead(rowOf<CustomerTotals>(world, 'customer_totals', id)).data
  const [doing, setDoing] = useState<Doing>()
  const addressWith = useAddresses(world, 'people')
  useName(addressOf(world, 'people', id), customer.data?.customer_company_name)
  const open = totals?.open ?? []
  const companyOf = ({ company }: CustomerRow) => companies.find((each) => each.id === company)?.name ?? company
  const start = (act: Act, invoice = open[0]?.id ?? '') => setDoing({ act, invoice })
  return (
    <>
      <Anchor component={Link} href={addressWith()} size="sm" className="back">
        <ArrowLeft size={16} aria-hidden /> All customers
      </Anchor>
      <Shown of={customer} missing={<Missing what="customer" was={customer.data !== undefined} isPage />}>
        {(row) => (
          <>
            <PageHead
              title={<PersonName text={row.customer_company_name} />}
              about={<PersonName text={`A customer of ${companyOf(row)}`} />}
            />
            <Panel title="Act as this customer">
              <Group gap="xs">
                {acts.map((act) => (
                  <Button
                    key={act.type}
                    variant="default"
                    leftSection={<act.icon size={16} aria-hidden />}
                    disabled={act.of === 'invoice' && !open.length}
                    title={act.of === 'invoice' && !open.length ? 'No invoice is open.' : undefined}
                    onClick={() => start(act)}
                  >
                    {act.title}
                  </Button>
                ))}
              </Group>
            </Panel>
            <div className="panels">
              <About world={world} customer={row} />
              <Open world={world} customer={row} totals={totals} start={start} />
              <Latest world={world} customer={row} />
              <Coming world={world} customer={row} open={open} />
            </div>
          </>
        )}
      </Shown>
      {doing && customer.data && (
        <Doing
          world={world}
          customer={customer.data}
          isGone={isMissing(customer.error)}
          doing={doing}
          open={open}
          onClose={() => setDoing(undefined)}
        />
      )}
    </>
  )
}

function Doing({
  world,
  customer,
  isGone,
  doing: { act, invoice },
  open,
  onClose,
}: {
  readonly world: string
  readonly customer: CustomerRow
  /** Whether somebody deleted the customer meanwhile. */
  readonly isGone: boolean
  readonly doing: Doing
  readonly open: readonly OpenInvoice[]
  readonly onClose: () => void
}) {
  const isAboutInvoice = act.of === 'invoice'
  return (
    <Dialog onClose={onClose} title={`${act.title} as ${cut(customer.customer_company_name, 80)}`}>
      <EventForm
        world={world}
        type={act.type}
        of={isAboutInvoice ? {} : { customer: customer.id }}
        fields={isAboutInvoice ? [invoiceField(open, invoice), ...act.fields] : act.fields}
        action={act.title}
        trouble={isGone ? 'This customer was deleted meanwhile: nothing can be done as them.' : undefined}
        onDone={(told) => {
          const done = act.done(told)
          showDone(told.result.is_synced === false ? `${done} It shows with the next sync.` : done)
          onClose()
        }}
      />
    </Dialog>
  )
}

function About({ world, customer }: { readonly world: string; readonly customer: CustomerRow }) {
  const people = useRead(call('sim.getPersonas', { world, query: { customer: customer.id } }))
  const contacts = useRead(rowsOf<Contact>(world, 'contacts', { customer: customer.id, page_size: 50 }))
  const now = useWorldTime(world)?.now
  const isAlive = useGuide(world).data?.life === 'on'
  const [person] = people.data ?? []
  return (
    <Panel title="Who they are">
      <dl className="facts">
        {person && (
          <>
            <dt>Persona</dt>
            <dd>
              <Text size="sm">{toWords(person.persona)}</Text>
              <Text size="xs" className="faint">
                {personas[person.persona]}
              </Text>
            </dd>
            <dt>Next</dt>
            <dd>
              {person.next ? (
                <Text size="sm">
                  {intentInWords(person)} {now ? toDistance(person.next.at, now) : ''}
                  <Text span size="xs" className="faint">
                    {`, ${toDateTime(person.next.at)}`}
                  </Text>
                </Text>
              ) : (
                <Text size="sm" className="faint">
                  {isAlive ? 'nothing planned' : 'nothing; customers act by themselves in a world with life'}
                </Text>
              )}
            </dd>
          </>
        )}
        <dt>Status</dt>
        <dd>
          <Text size="sm">{customer.status}</Text>
        </dd>
        <dt>Terms</dt>
        <dd>
          <Text size="sm" component="div">
            <PersonName text={customer.payment_terms} />
          </Text>
        </dd>
        <dt>Id</dt>
        <dd>
          <CopyText text={customer.id} what="the id of the customer" />
        </dd>
        {contacts.data?.rows.map(({ id, name, email, title }) => (
          <ContactLine key={id} name={name} email={email} title={title} />
        ))}
      </dl>
    </Panel>
  )
}

function ContactLine({
  name,
  email,
  title,
}: {
  readonly name: string
  readonly email: string | null
  readonly title: string | null
}) {
  return (
    <>
      <dt>Contact</dt>
      <dd>
        <Text size="sm" component="div">
          <PersonName text={[name, title].filter(Boolean).join(', ')} />
        </Text>
        {email && <CopyText text={email} what={`the address of ${cut(name, 60)}`} />}
      </dd>
    </>
  )
}

const perInvoice = acts.filter(({ of }) => of === 'invoice')

function Open({
  world,
  customer,
  totals,
  start,
}: {
  readonly world: string
  readonly customer: CustomerRow
  /** Undefined until they are read. */
  readonly totals: CustomerTotals | undefined
  readonly start: (act: Act, invoice: string) => void
}) {
  const today = useToday(world, customer.company)
  const columns: readonly Column<OpenInvoice>[] = [
    {
      id: 'number',
      title: 'Invoice',
      width: 104,
      grows: true,
      value: ({ invoice_number }) => invoice_number,
      render: ({ id, invoice_number, due_date }) => (
        <>
          <Anchor component={Link} href={addressOf(world, 'data', 'invoices', id)} size="sm">
            <PersonName text={invoice_number} />
          </Anchor>
          <Text size="xs" className="faint">
            {toDay(due_date)}
          </Text>
        </>
      ),
    },
    {
      id: 'balance',
      title: 'Open',
      width: MONEY_WIDTH,
      align: 'right',
      value: ({ balance }) => balance,
      render: ({ balance, due_date }) => <Owed balance={balance} late={today ? daysBetween(due_date, today) : undefined} />,
    },
    {
      id: 'acts',
      title: 'Actions',
      isTitleHidden: true,
      width: 92,
      align: 'right',
      render: ({ id, invoice_number }) => (
        <Group gap={0} justify="flex-end" wrap="nowrap">
          {perInvoice.map((act) => (
            <ActionIcon
              key={act.type}
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${act.title} ${cut(invoice_number, 40)}`}
              title={act.title}
              onClick={() => start(act, id)}
            >
              <act.icon size={16} aria-hidden />
            </ActionIcon>
          ))}
        </Group>
      ),
    },
  ]
  const { open = [], total_balance = 0 } = totals ?? {}
  return (
    <Panel
      title="Open invoices"
      aside={open.length > 0 && <Text size="sm">{`${toMoney(total_balance)} in ${toNumber(open.length)}`}</Text>}
    >
      {open.length || !totals ? (
        <DataTable label="Open invoices" rows={open} columns={columns} keyOf={({ id }) => id} rowHeight={48} maxHeight="320px" />
      ) : (
        <Empty title="Nothing is open" icon={ReceiptText}>
          Create an invoice by the API, and it can be paid and disputed here.
        </Empty>
      )}
    </Panel>
  )
}

/** @param props.late less than nothing before it is due; undefined until it is known what day it is */
function Owed({ balance, late }: { readonly balance: number; readonly late: number | undefined }) {
  return (
    <>
      <Text size="sm">{toMoney(balance)}</Text>
      {late !== undefined && (
        <Text size="xs" {...(late > 0 ? { c: 'var(--mantine-color-error)' } : { className: 'faint' })}>
          {late > 0 ? `${counted(late, 'day')} late` : late < 0 ? `due in ${counted(-late, 'day')}` : 'due today'}
        </Text>
      )}
    </>
  )
}

function Latest({ world, customer }: { readonly world: string; readonly customer: CustomerRow }) {
  const threads = useRead(rowsOf<ThreadRow>(world, 'threads', { customer: customer.id, sort: '-timestamp', page_size: LATEST }))
  return (
    <Panel title="Latest messages">
      <Shown of={threads}>
        {({ rows, count }) =>
          rows.length ? (
            <ul className="lines">
              {rows.map(({ id, subject, body, direction, communication_type, timestamp, is_synced }) => (
                <li key={id}>
                  <div>
                    <Anchor component={Link} href={addressOf(world, 'mail', customer.company, id)} size="sm" fw={600}>
                      <PersonName text={subject || communication_type} />
                    </Anchor>
                    <Text size="xs" className="faint" component="div">
                      <PersonName text={cut(body, 160)} />
                    </Text>
                  </div>
                  <Stack gap={2} align="flex-end" flex="none">
                    <Text size="xs" className="faint">
                      {toDay(timestamp)}
                    </Text>
                    <Badge size="xs" variant="light" color="gray" tt="none">
                      {is_synced ? (direction === 'inbound' ? 'received' : 'sent') : 'not synced yet'}
                    </Badge>
                  </Stack>
                </li>
              ))}
              {count > rows.length && (
                <li>
                  <Text size="xs" className="faint">
                    {`and ${counted(count - rows.length, 'older message')}`}
                  </Text>
                </li>
              )}
            </ul>
          ) : (
            <Empty title="Nobody has written" icon={Inbox}>
              Reply as this customer, and it stands here.
            </Empty>
          )
        }
      </Shown>
    </Panel>
  )
}

/** What is still promised, announced for a later day, and paid without being in the books. */
function Coming({
  world,
  customer,
  open,
}: {
  readonly world: string
  readonly customer: CustomerRow
  readonly open: readonly OpenInvoice[]
}) {
  const latest = useRead(
    rowsOf<InvoiceRow>(world, 'invoices', { customer: customer.id, sort: '-due_date', page_size: MOST_ROWS }),
  )
  const promises = useRead(
    rowsOf<PromiseRow>(world, 'promises', {
      customer: customer.id,
      status: 'active',
      sort: '-promised_date',
      page_size: 10,
    }),
  )
  const paid = useRead(rowsOf<IncomingPayment>(world, 'incoming_payments', { company: customer.company, page_size: MOST_ROWS }))
  const pending = useRead(
    rowsOf<PaymentRow>(world, 'payments', { company: customer.company, status: 'PENDING', page_size: MOST_ROWS }),
  )
  // What is closed can be paid once more.
  const invoices = [...(latest.data?.rows ?? []), ...open]
  const numbers = new Map(invoices.map(({ id, invoice_number }) => [id, invoice_number]))
  const ofCustomer = <Row extends { readonly invoice: string }>(rows: readonly Row[] = []) =>
    rows.filter(({ invoice }) => numbers.has(invoice))
  const own = ofCustomer(paid.data?.rows)
  const announced = ofCustomer(pending.data?.rows)
  const said = promises.data?.rows ?? []
  if (!own.length && !announced.length && !said.length) return null
  return (
    <Panel title="Money on its way">
      <ul className="lines">
        {own.map(({ id, invoice, amount, payment_date }) => (
          <li key={id}>
            <PersonText text={`${numbers.get(invoice)}: paid ${toMoney(amount)}, in the books with the next sync`} size="sm" />
            <Text size="xs" className="faint" flex="none">
              {toDay(payment_date)}
            </Text>
          </li>
        ))}
        {announced.map(({ id, invoice, amount, payment_date }) => (
          <li key={id}>
            <PersonText text={`${numbers.get(invoice)}: ${toMoney(amount)} announced`} size="sm" />
            <Text size="xs" className="faint" flex="none">
              {toDay(payment_date)}
            </Text>
          </li>
        ))}
        {said.map(({ id, promised_date, amount }) => (
          <li key={id}>
            <Text size="sm">{amount === null ? 'Promised to pay' : `Promised ${toMoney(amount)}`}</Text>
            <Text size="xs" className="faint" flex="none">
              {toDay(promised_date)}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
