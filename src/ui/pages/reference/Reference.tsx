import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, usePlace } from '../../app/place.ts'
import type { CallError } from '../../data/client.ts'
import { useClient } from '../../data/context.ts'
import { type Guide, useGuide } from '../../data/queries.ts'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { operationsOf } from './document.ts'
import { Markdown } from './Markdown.tsx'
import { OperationList } from './OperationList.tsx'
import { OperationView } from './OperationView.tsx'
import { callersOf } from './tried.ts'

/** The documents of the APIs, with calls to try in this world. */
export default function Reference({ world }: PageProps) {
  const guide = useGuide(world)
  return (
    <>
      <PageHead
        title="API reference"
        about="What can be called, and what is answered. Calls that are tried are real: they are made in this world."
      />
      <Shown of={guide}>{(data) => <Documents world={world} guide={data} />}</Shown>
    </>
  )
}

const titles = [
  ['ar', 'AR API'],
  ['crm', 'CRM API'],
  ['sim', 'Control API'],
] as const

function Documents({ world, guide }: { readonly world: string; readonly guide: Guide }) {
  const { rest } = usePlace()
  const [, go] = useLocation()
  const client = useClient()
  const apis = titles.filter(([name]) => name === 'sim' || guide[name]).map(([value, label]) => ({ value, label }))
  const [asked, operation] = rest
  const name = asked === 'control' ? 'sim' : asked || apis[0]?.value
  const api = apis.find(({ value }) => value === name)?.value
  const document = useQuery<OpenApiDocument, CallError>({
    queryKey: [world, 'document', api],
    queryFn: () => client.document(world, api ?? ''),
    enabled: api !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { stays: true },
  })
  return (
    <>
      <SegmentedControl
        data={apis}
        value={api ?? ''}
        onChange={(name) => go(addressOf(world, 'reference', name))}
        aria-label="API"
        className="reference-apis"
      />
      {api === undefined ? (
        <Empty title={`There is no API “${asked}” here`} icon={SearchX}>
          Those that are served can be chosen above.
        </Empty>
      ) : (
        <Shown of={document}>
          {(data) => <Document key={api} world={world} api={api} document={data} guide={guide} chosen={operation} />}
        </Shown>
      )}
    </>
  )
}

function Document({
  world,
  api,
  document,
  guide,
  chosen,
}: {
  readonly world: string
  readonly api: string
  readonly document: OpenApiDocument
  readonly guide: Guide
  readonly chosen: string | undefined
}) {
  const operations = useMemo(() => operationsOf(document), [document])
  const operation = operations.find(({ id }) => id === chosen)
  const addressFor = (id?: string) => addressOf(world, 'reference', api, ...(id ? [id] : []))
  return (
    <div className={chosen ? 'reference reference-one' : 'reference'}>
      <OperationList operations={operations} tags={document.tags ?? []} chosen={chosen} addressFor={addressFor} />
      <div className="reference-main">
        {operation ? (
          <OperationView
            key={operation.id}
            world={world}
            api={api}
            document={document}
            operation={operation}
            operations={operations}
            callers={operation.isSecured ? callersOf(api, guide) : []}
            guide={guide}
            addressFor={addressFor}
          />
        ) : chosen ? (
          <Empty title={`There is no operation “${chosen}”`} icon={SearchX}>
            The operations of this API are in the list.
          </Empty>
        ) : (
          <Markdown text={document.info.description ?? ''} />
        )}
      </div>
    </div>
  )
}
