import { Anchor, Badge, CloseButton, Group, Text } from '@mantine/core'
import { ReceiptText } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { addressOf } from '../../app/place.ts'
import type { CompanyBooks } from '../../data/books.ts'
import { call, type GotOf } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, DAY_WIDTH, DataTable, MONEY_WIDTH } from '../../parts/DataTable.tsx'
import { counted, toDay, toMoney, toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Bars } from './Bars.tsx'

type Bucket = GotOf<'ar.getAgingSummary'>['buckets'][number]
type Detail = GotOf<'ar.listAgingDetails'>['data'][number]

const titles: Readonly<Record<Bucket['bucket'], string>> = {
  current: 'Not due',
  '1_30': '1–30 days',
  '31_60': '31–60 days',
  '61_90': '61–90 days',
  '91_over': 'Over 90 days',
}

interface List {
  readonly title: string
  readonly buckets: readonly string[]
}

/** What can be listed: an age, or all that is overdue. */
const lists: Readonly<Record<string, List>> = {
  ...Object.fromEntries(Object.entries(titles).map(([bucket, title]) => [bucket, { title, buckets: [bucket] }])),
  overdue: { title: 'Overdue', buckets: Object.keys(titles).filter((bucket) => bucket !== 'current') },
}

/** So many invoices of an age; the oldest are the first. */
const MOST = 100

/** What is open, by how late it is. */
export function Aging({ books, bucket }: { readonly books: CompanyBooks; readonly bucket: string | undefined }) {
  const what = call('ar.getAgingSummary', books)
  const summary = useRead(what)
  const report = useRead(call('ar.getAgingReport', books))
  const list = bucket !== undefined && Object.hasOwn(lists, bucket) ? lists[bucket] : undefined
  const addressOfBucket = (each: string) => addressOf(books.world, 'books', books.path.company_id, each)
  return (
    <>
      <Panel
        title="Aging"
        aside={
          <Group gap={4} wrap="nowrap">
            {report.data && (
              <Badge variant="light" color="gray" tt="none" radius="sm">
                {report.data.health_score}
              </Badge>
            )}
            <CopyAs call={what} what="aging" />
          </Group>
        }
      >
        <Shown of={summary}>
          {({ buckets, total_balance, overdue_balance, invoice_count }) =>
            invoice_count ? (
              <>
                <Text size="sm" mb="xs">
                  <strong>{toMoney(total_balance)}</strong> open in {counted(invoice_count, 'invoice')},{' '}
                  <strong>{toMoney(overdue_balance)}</strong> overdue
                </Text>
                <Bars
                  bars={buckets.map(({ bucket: each, balance }) => ({
                    label: titles[each],
                    value: balance,
                    says: toMoney(balance),
                    href: addressOfBucket(each),
                    isHere: list?.buckets.includes(each) ?? false,
                  }))}
                />
              </>
            ) : (
              <Empty title="Nothing is open" icon={ReceiptText}>
                Create an invoice by the API, and it ages here.
              </Empty>
            )
          }
        </Shown>
      </Panel>
      {list && <Invoices books={books} list={list} />}
    </>
  )
}

/** The invoices of some ages. */
function Invoices({ books, list: { title, buckets } }: { readonly books: CompanyBooks; readonly list: List }) {
  const [, go] = useLocation()
  const what = call('ar.listAgingDetails', { ...books, query: { aging_bucket: buckets.join(), page_size: MOST } })
  const details = useRead(what)
  const count = details.data?.count ?? 0
  return (
    <Panel
      title={`${title}: ${counted(count, 'invoice')}`}
      aside={
        <Group gap={4} wrap="nowrap">
          <CopyAs call={what} what="invoices of this age" />
          <CloseButton
            aria-label="Close the invoices"
            onClick={() => go(addressOf(books.world, 'books', books.path.company_id), { replace: true })}
          />
        </Group>
      }
    >
      <Shown of={details}>
        {({ data }) => (
          <>
            <DataTable
              label="Invoices"
              rows={data}
              columns={columnsOf(books.world)}
              onPhone={onPhone}
              keyOf={({ invoice }) => invoice}
              maxHeight="380px"
              empty="No invoice is of this age."
            />
            {count > data.length && (
              <Text size="xs" className="faint" px="md" py="xs">
                {`The ${toNumber(data.length)} that were due first.`}
              </Text>
            )}
          </>
        )}
      </Shown>
    </Panel>
  )
}

const onPhone = { number: 104, balance: MONEY_WIDTH, customer: 116 }

const columnsOf = (world: string): Column<Detail>[] => [
  { id: 'number', title: 'Invoice', width: 100, value: ({ invoice_number }) => invoice_number },
  {
    id: 'customer',
    title: 'Customer',
    width: 116,
    grows: true,
    value: ({ customer_name }) => customer_name,
    render: ({ customer, customer_name }) => (
      <Anchor component={Link} href={addressOf(world, 'people', customer)} size="sm">
        <PersonName text={customer_name} />
      </Anchor>
    ),
  },
  { id: 'due', title: 'Due', width: DAY_WIDTH, value: ({ due_date }) => due_date, render: ({ due_date }) => toDay(due_date) },
  {
    id: 'balance',
    title: 'Open',
    width: MONEY_WIDTH,
    align: 'right',
    value: ({ balance }) => balance,
    render: ({ balance }) => toMoney(balance),
  },
]
