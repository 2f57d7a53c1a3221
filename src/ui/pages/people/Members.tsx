import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFilters } from '../../app/place.ts'
import type { Company, CrmUser, Member } from '../../data/queries.ts'
import { CopyText } from '../../parts/CopyText.tsx'
import { type Column, DataTable, foundIn } from '../../parts/DataTable.tsx'
import { counted } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { Empty } from '../../parts/states.tsx'

interface ListedMember extends Member {
  readonly company: string
}

const copied = (text: string | null, what: string): ReactNode =>
  text ? <CopyText text={text} what={what} /> : <span className="faint">–</span>

const memberColumns: readonly Column<ListedMember>[] = [
  { id: 'name', title: 'Name', width: 140, grows: true, value: ({ name }) => name },
  { id: 'token', title: 'Token', width: 220, render: ({ token, name }) => copied(token, `the token of ${name}`) },
  { id: 'role', title: 'Role', width: 100, value: ({ role }) => role },
  { id: 'company', title: 'Company', width: 170, grows: true, value: ({ company }) => company },
  {
    id: 'username',
    title: 'Username',
    width: 200,
    value: ({ username }) => username,
    render: ({ username, name }) => copied(username, `the username of ${name}`),
  },
  { id: 'password', title: 'Password', width: 180, render: ({ password, name }) => copied(password, `the password of ${name}`) },
]

const userColumns: readonly Column<CrmUser>[] = [
  {
    id: 'email',
    title: 'E-mail',
    width: 280,
    grows: true,
    value: ({ email }) => email,
    render: ({ email }) => copied(email, `the address of ${email}`),
  },
  {
    id: 'password',
    title: 'Password',
    width: 240,
    render: ({ password, email }) => copied(password, `the password of ${email}`),
  },
  {
    id: 'token',
    title: 'Access token, good for 15 minutes',
    width: 280,
    grows: true,
    render: ({ accessToken, email }) => copied(accessToken, `the token of ${email}`),
  },
]

/** Those of the companies, with what they log in by. */
export function Members({ companies }: { readonly companies: readonly Company[] }) {
  const members = companies.flatMap(({ name, members }) => members.map((member) => ({ ...member, company: name })))
  return (
    <Callers
      thing="member"
      rows={members}
      columns={memberColumns}
      keyOf={({ id }) => id}
      empty="This world has no companies. Make a world of the default scenario, or add rows on the page Data."
    />
  )
}

export function CrmUsers({ users }: { readonly users: readonly CrmUser[] }) {
  return (
    <Callers
      thing="CRM user"
      rows={users}
      columns={userColumns}
      keyOf={({ id }) => String(id)}
      empty="This world has no users of the CRM. Make a world of the default scenario, or add rows on the page Data."
    />
  )
}

function Callers<Row>({
  thing,
  rows,
  columns,
  keyOf,
  empty,
}: {
  readonly thing: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly empty: string
}) {
  const { text: search, setText } = useFilters()
  if (!rows.length)
    return (
      <Empty title={`There is no ${thing}`} icon={Users}>
        {empty}
      </Empty>
    )
  const shown = foundIn(rows, columns, search)
  const title = counted(shown.length, thing)
  return (
    <Panel title={title} aside={<SearchField label={`Search ${thing}s`} text={search} onText={setText} found={title} />}>
      <DataTable label={`${thing}s`} rows={shown} columns={columns} keyOf={keyOf} rowHeight={48} />
    </Panel>
  )
}
