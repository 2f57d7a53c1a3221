import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { counted } from '../../parts/format.ts'
import { SearchField } from '../../parts/SearchField.tsx'
import { found } from '../../parts/sorted.ts'
import type { Operation } from './document.ts'
import { Method } from './Method.tsx'

const searched = [
  ({ id }: Operation) => id,
  ({ title }: Operation) => title,
  ({ path }: Operation) => path,
  ({ method }: Operation) => method,
]

/** All operations of an API, by what they are about. */
export function OperationList({
  operations,
  tags,
  chosen,
  addressFor,
}: {
  readonly operations: readonly Operation[]
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
  readonly chosen: string | undefined
  readonly addressFor: (id: string) => string
}) {
  const [search, setSearch] = useState('')
  const here = useRef<HTMLAnchorElement>(null)
  const list = useRef<HTMLElement>(null)
  // An address may name one far down; the page stays where it is.
  useEffect(() => {
    const { offsetTop = 0 } = here.current ?? {}
    if (list.current) list.current.scrollTop = offsetTop - list.current.clientHeight / 2
  }, [])
  const shown = found(operations, searched, search)
  const groups = tags.flatMap(({ name, description }) => {
    const own = shown.filter(({ tag }) => tag === name)
    return own.length ? [{ name, description, own }] : []
  })
  return (
    <nav ref={list} aria-label="Operations" className="reference-list">
      <SearchField
        label="Search operations"
        size="sm"
        text={search}
        onText={setSearch}
        found={counted(shown.length, 'operation')}
      />
      {groups.map(({ name, description, own }) => (
        <section key={name}>
          <Text component="h2" size="sm" fw={600} title={description}>
            {name}
          </Text>
          <ul>
            {own.map(({ id, method, title }) => (
              <li key={id}>
                <Link
                  href={addressFor(id)}
                  ref={id === chosen ? here : undefined}
                  aria-current={id === chosen ? 'page' : undefined}
                  className="reference-link"
                >
                  <Method name={method} />
                  <span>{title}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {!groups.length && (
        <Text size="sm" className="faint" p="sm">
          No operation has “{search}” in it.
        </Text>
      )}
    </nav>
  )
}
