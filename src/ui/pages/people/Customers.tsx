import { Select, Text } from '@mantine/core'
import { Users } from 'lucide-react'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useAddresses, useFilters } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { type Company, useMinute, useRead } from '../../data/queries.ts'
import { MOST_ROWS } from '../../data/stored.ts'
import { type Column, DataTable, MONEY_WIDTH } from '../../parts/DataTable.tsx'
import { counted, cut, toDateTime, toDistance, toMoney, toNumber, toWords } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { intentInWords, type Person, personas } from './personas.ts'

/** All customers, what they are like, and what they mean to do next. */
export function Customers({ world, companies }: { readonly world: string; readonly companies: readonly Company[] }) {
  const { params, set, text, setText, sort, setSort } = useFilters()
  const addressWith = useAddresses(world, 'people')
  const search = params.get('search')?.trim() ?? ''
  const company = params.get('company') ?? ''
  const now = useMinute(world)
  const [, go] = useLocation()
  const people = useRead(call('sim.getPersonas', { world, query: { search, company, limit: MOST_ROWS } }))
  const columns = useMemo(() => columnsOf(companies, now), [companies, now])
  const isAll = !search && !company
  return (
    <Shown of={people}>
      {(all) =>
        all.length || !isAll ? (
          <Panel title={titleOf(all.length)}>
            <div className="people-tools">
              <SearchField
                label="Search customers"
                placeholder="Search names and personas"
                size="sm"
                text={text}
                onText={setText}
                found={search === text.trim() && !people.isPlaceholderData && titleOf(all.length)}
              />
              {companies.length > 1 && (
                <Select
                  aria-label="Company"
                  data={[{ value: '', label: 'All companies' }, ...companies.map(({ id, name }) => ({ value: id, label: name }))]}
                  value={company}
                  onChange={(id) => set('company', id)}
                  allowDeselect={false}
                />
              )}
            </div>
            <DataTable
              label="Customers"
              rows={all}
              columns={columns}
              onPhone={onPhone}
              keyOf={({ id }) => id}
              rowHeight={48}
              isKept
              sort={sort}
              onSort={setSort}
              onOpen={({ id }) => go(addressWith(id))}
              empty={search ? `No customer has “${cut(search, 60)}” in it.` : 'This company has no customers.'}
            />
          </Panel>
        ) : (
          <Empty title="There are no customers" icon={Users}>
            Create one by the API, or make a world of the default scenario.
          </Empty>
        )
      }
    </Shown>
  )
}

const titleOf = (count: number): string =>
  count < MOST_ROWS ? counted(count, 'customer') : `The first ${toNumber(MOST_ROWS)} customers`

const onPhone = { name: 156, Open: MONEY_WIDTH }

function columnsOf(companies: readonly Company[], now: string | undefined): Column<Person>[] {
  const names = new Map(companies.map(({ id, name }) => [id, name]))
  return [
    {
      id: 'name',
      title: 'Name',
      width: 212,
      grows: true,
      value: ({ name }) => name,
      render: ({ name }) => (
        <Text size="sm" fw={600} component="div">
          <PersonName text={name} />
        </Text>
      ),
    },
    {
      id: 'persona',
      title: 'Persona',
      width: 148,
      grows: true,
      value: ({ persona }) => persona,
      render: ({ persona }) => (
        <>
          <Text size="sm">{toWords(persona)}</Text>
          <Text size="xs" className="faint cut" title={personas[persona]}>
            {personas[persona]}
          </Text>
        </>
      ),
    },
    {
      id: 'next',
      title: 'Next',
      width: 116,
      value: ({ next }) => next?.at,
      render: ({ next }) =>
        next ? (
          <>
            <Text size="sm">{intentInWords({ next })}</Text>
            <Text size="xs" className="faint" title={toDateTime(next.at)}>
              {now ? toDistance(next.at, now) : toDateTime(next.at)}
            </Text>
          </>
        ) : (
          <span className="faint">–</span>
        ),
    },
    amountOf('Open', ({ total_balance }) => total_balance),
    amountOf('Overdue', ({ overdue_balance }) => overdue_balance),
    { id: 'status', title: 'Status', width: 104, value: ({ status }) => status },
    { id: 'company', title: 'Company', width: 138, value: ({ company }) => names.get(company) ?? company },
  ]
}

const amountOf = (title: string, value: (person: Person) => number): Column<Person> => ({
  id: title,
  title,
  width: MONEY_WIDTH,
  align: 'right',
  value,
  render(person) {
    const amount = value(person)
    return amount ? toMoney(amount) : <span className="faint">–</span>
  },
})
