import { Select, Text, TextInput } from '@mantine/core'
import { Search, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { type Company, useRead, useWorldTime } from '../../data/queries.ts'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { counted, toDateTime, toDistance, toWords } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { intentInWords, type Person, personas } from './personas.ts'

/** All customers, what they are like, and what they mean to do next. */
export function Customers({ world, companies }: { readonly world: string; readonly companies: readonly Company[] }) {
  const people = useRead(call('sim.getPersonas', { world }))
  const minute = useWorldTime(world)?.now.toISOString().slice(0, 16)
  const [, go] = useLocation()
  const [search, setSearch] = useState('')
  const [company, setCompany] = useState('')
  const columns = useMemo(() => columnsOf(companies, minute ? `${minute}:00Z` : undefined), [companies, minute])
  const shown = useMemo(
    () => people.data?.filter((person) => !company || person.company === company) ?? [],
    [people.data, company],
  )
  return (
    <Shown of={people}>
      {(all) =>
        all.length ? (
          <Panel title={counted(shown.length, 'customer')}>
            <div className="people-tools">
              <TextInput
                aria-label="Search customers"
                placeholder="Search names and personas"
                leftSection={<Search size={14} aria-hidden />}
                value={search}
                onChange={({ currentTarget }) => setSearch(currentTarget.value)}
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
              rows={shown}
              columns={columns}
              keyOf={({ id }) => id}
              rowHeight={48}
              search={search}
              onOpen={({ id }) => go(addressOf(world, 'people', id))}
              empty={`No customer has “${search.slice(0, 60)}” in it.`}
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
