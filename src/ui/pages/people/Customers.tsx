import { Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Search, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { type Company, useRead, useWorldTime } from '../../data/queries.ts'
import { MOST_ROWS } from '../../data/stored.ts'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { counted, toDateTime, toDistance, toNumber, toWords } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { intentInWords, type Person, personas } from './personas.ts'

/** All customers, what they are like, and what they mean to do next. */
export function Customers({ world, companies }: { readonly world: string; readonly companies: readonly Company[] }) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const minute = useWorldTime(world)?.now.toISOString().slice(0, 16)
  const [, go] = useLocation()
  const [company, setCompany] = useState('')
  const people = useRead(call('sim.getPersonas', { world, query: { search, company, limit: MOST_ROWS } }))
  const columns = useMemo(() => columnsOf(companies, minute ? `${minute}:00Z` : undefined), [companies, minute])
  const isAll = !search && !company
  return (
    <Shown of={people}>
      {(all) =>
        all.length || !isAll ? (
          <Panel title={all.length < MOST_ROWS ? counted(all.length, 'customer') : `The first ${toNumber(MOST_ROWS)} customers`}>
            <div className="people-tools">
              <TextInput
                aria-label="Search customers"
                placeholder="Search names and personas"
                leftSection={<Search size={14} aria-hidden />}
                value={typed}
                onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              />
              {companies.length > 1 && (
                <Select
                  aria-label="Company"
                  data={[{ value: '', label: 'All companies' }, ...companies.map(({ id, name }) => ({ value: id, label: name }))]}
                  value={company}
                  onChange={(id) => setCompany(id ?? '')}
                  allowDeselect={false}
                />
              )}
            </div>
            <DataTable
              label="Customers"
              rows={all}
              columns={columns}
              keyOf={({ id }) => id}
              rowHeight={48}
              onOpen={({ id }) => go(addressOf(world, 'people', id))}
              empty={search ? `No customer has “${search.slice(0, 60)}” in it.` : 'This company has no customers.'}
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

function columnsOf(companies: readonly Company[], now: string | undefined): Column<Person>[] {
  const names = new Map(companies.map(({ id, name }) => [id, name]))
  return [
    {
      id: 'name',
      title: 'Name',
      width: 220,
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
      width: 260,
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
      width: 130,
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
    { id: 'status', title: 'Status', width: 115, value: ({ status }) => status },
    { id: 'company', title: 'Company', width: 200, value: ({ company }) => names.get(company) ?? company },
  ]
}
