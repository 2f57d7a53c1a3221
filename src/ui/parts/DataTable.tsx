import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type UIEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { focusAgain } from './focus.ts'
import { PersonName } from './PersonText.tsx'
import { found, type Sort, sortedBy, type Value } from './sorted.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** Its title is only heard. */
  readonly isTitleHidden?: boolean
  /** Pixels, at least. */
  readonly width: number
  /** Whether it takes the room that is left. */
  readonly grows?: boolean
  /** What is sorted and searched by, and shown unless `render` shows something else. */
  readonly value?: (row: Row) => Value
  readonly render?: (row: Row) => ReactNode
  readonly align?: 'right'
  /** Whether it stays in sight at the right edge, wherever the others are scrolled to. */
  readonly stays?: boolean
}

const classOf = <Row,>({ align, stays }: Column<Row>): string =>
  ['table-cell', align === 'right' && 'number', stays && 'table-stays'].filter(Boolean).join(' ')

/** Of a column of amounts: `$100,000,000.00` is whole in it. */
export const MONEY_WIDTH = 152
/** Of a column of days: `28 Sept 2026` is whole in it. */
export const DAY_WIDTH = 130

interface Looks<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** What a phone shows first, and in how many pixels; the other columns come behind. */
  readonly onPhone?: Readonly<Record<string, number>>
  readonly keyOf: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly openLabel?: (row: Row) => string
  readonly rowHeight?: number
  /** Of what it scrolls in. */
  readonly maxHeight?: string
  /** Whether who comes back to it finds it where it was scrolled to. */
  readonly isKept?: boolean
  /** What is shown where no row is. */
  readonly empty?: ReactNode
}

/** How far tables are scrolled, by where they are. */
const scrolled = new Map<string, number>()
/** The keys of the rows that were opened last, by where their tables are. */
const opened = new Map<string, string>()

/** A table at one address, and at one entry of the history where the browser names those. */
function usePlaceOf(label: string): string {
  const [path] = useLocation()
  return `${globalThis.navigation?.currentEntry?.id} ${path}?${useSearch()} ${label}`
}

/** The columns in their order, some of them before the others, and as wide as is said. */
function ordered<Row>(columns: readonly Column<Row>[], widths: Readonly<Record<string, number>>): readonly Column<Row>[] {
  const first = Object.entries(widths).flatMap(([id, width]) => {
    const column = columns.find((each) => each.id === id)
    return column ? { ...column, width } : []
  })
  return [...first, ...columns.filter(({ id }) => !Object.hasOwn(widths, id))]
}

interface Sorting {
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort | undefined) => void
}

/** Rows that have all words of a text in some column. */
export const foundIn = <Row,>(rows: readonly Row[], columns: readonly Column<Row>[], search: string): readonly Row[] =>
  found(
    rows,
    columns.flatMap(({ value }) => value ?? []),
    search,
  )

/** A table of rows that are all there: sorted here, as the table itself keeps it unless `onSort` hears of it. */
export function DataTable<Row>({
  rows,
  sort: given,
  onSort,
  ...looks
}: Looks<Row> & Sorting & { readonly rows: readonly Row[] }) {
  const [own, setOwn] = useState<Sort>()
  const sort = onSort ? given : own
  const { columns } = looks
  const shown = useMemo(() => {
    const by = columns.find(({ id }) => id === sort?.column)?.value
    return by ? sortedBy(rows, by, sort?.isDown ?? false) : rows
  }, [rows, columns, sort])
  return <VirtualTable {...looks} count={shown.length} rowAt={(at) => shown[at]} sort={sort} onSort={onSort ?? setOwn} />
}

/** Whether a click or a key is for the row: not one that ends a choice of text, nor one for something in the row. */
function isForRow({ target, detail }: UIEvent): boolean {
  const hasChosen = detail > 0 && getSelection()?.isCollapsed === false
  return !hasChosen && !(target as Element).closest('a, button')
}

/** Whether a key presses a button; then it does nothing else, such as scroll. */
function isPress(event: KeyboardEvent): boolean {
  const isIt = event.key === 'Enter' || event.key === ' '
  if (isIt) event.preventDefault()
  return isIt
}

/** A table of any number of rows, of which only those in sight exist: others may still be on their way. */
export function VirtualTable<Row>({
  label,
  columns: all,
  onPhone,
  keyOf,
  onOpen,
  openLabel,
  rowHeight = 40,
  maxHeight = '70vh',
  isKept = false,
  empty = 'Nothing fits.',
  count,
  rowAt,
  sort,
  onSort,
  onRange,
  onAway,
}: Looks<Row> &
  Sorting & {
    readonly count: number
    /** Undefined for one that is on its way. */
    readonly rowAt: (at: number) => Row | undefined
    /** Hears which rows are there: those in sight, and some around them. */
    readonly onRange?: (from: number, to: number) => void
    /** Hears whether it is scrolled down. */
    readonly onAway?: (isAway: boolean) => void
  }) {
  const scroller = useRef<HTMLDivElement>(null)
  const place = usePlaceOf(label)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: () => (isKept ? (scrolled.get(place) ?? 0) : 0),
  })
  const [back, setBack] = useState(() => (isKept ? opened.get(place) : undefined))
  /** Once: who scrolls past it later does not come back to it. */
  const comeBack = (button: HTMLElement | null) => {
    if (!button) return
    focusAgain(button, { preventScroll: true })
    opened.delete(place)
    setBack(undefined)
  }
  const open = (row: Row) => {
    if (isKept) {
      opened.set(place, keyOf(row))
      // It may have been sorted since it was scrolled.
      scrolled.set(place, scroller.current?.scrollTop ?? 0)
    }
    onOpen?.(row)
  }
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const columns = isPhone && onPhone ? ordered(all, onPhone) : all
  const items = virtual.getVirtualItems()
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => onRange?.(from, to), [onRange, from, to])
  const isAway = (virtual.scrollOffset ?? 0) > 0
  useEffect(() => onAway?.(isAway), [onAway, isAway])
  const grid = {
    gridTemplateColumns: columns.map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + width, 0),
  }
  return (
    <div
      ref={scroller}
      className="table"
      style={{ maxHeight }}
      onScroll={isKept ? ({ currentTarget }) => scrolled.set(place, currentTarget.scrollTop) : undefined}
      tabIndex={0}
      role="table"
      aria-label={label}
      aria-rowcount={count + 1}
    >
      <div className="table-row table-head" role="row" aria-rowindex={1} style={grid}>
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index)
          return (
            <div
              key={row ? keyOf(row) : `waiting-${index}`}
              className={onOpen ? 'table-row table-line table-opens' : 'table-row table-line'}
              role="row"
              aria-rowindex={index + 2}
              onClick={row && onOpen && ((event) => isForRow(event) && open(row))}
              onKeyDown={row && onOpen && ((event) => isForRow(event) && isPress(event) && open(row))}
              style={{ ...grid, height: rowHeight, transform: `translateY(${start}px)` }}
            >
              {columns.map((column, at) => (
                <div key={column.id} role="cell" className={classOf(column)}>
                  {row && at === 0 && onOpen ? (
                    // Of a button no text can be chosen.
                    <UnstyledButton
                      component="div"
                      role="button"
                      tabIndex={0}
                      ref={keyOf(row) === back ? comeBack : undefined}
                      className="table-open"
                      aria-label={openLabel?.(row)}
                    >
                      {contentOf(column, row)}
                    </UnstyledButton>
                  ) : (
                    row && contentOf(column, row)
                  )}
                </div>
              ))}
            </div>
          )
        })}
      </div>
      {count === 0 && (
        <div role="row">
          <Text component="div" role="cell" className="faint" ta="center" py="lg" px="md" size="sm">
            {empty}
          </Text>
        </div>
      )}
    </div>
  )
}

function contentOf<Row>({ render, value }: Column<Row>, row: Row): ReactNode {
  if (render) return render(row)
  const shown = value?.(row)
  return shown === null || shown === undefined ? <span className="faint">–</span> : <PersonName text={String(shown)} />
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort | undefined) => void) | undefined
}) {
  const { id, title, isTitleHidden, value } = column
  const isSorted = sort?.column === id
  const Arrow = sort?.isDown ? ArrowDown : ArrowUp
  const next = !isSorted ? { column: id, isDown: false } : sort.isDown ? undefined : { column: id, isDown: true }
  const direction = sort?.isDown ? 'descending' : 'ascending'
  return (
    <div role="columnheader" className={classOf(column)} {...(isSorted && { 'aria-sort': direction })}>
      {isTitleHidden ? (
        <VisuallyHidden>{title}</VisuallyHidden>
      ) : value && onSort ? (
        <UnstyledButton className="table-sort" onClick={() => onSort(next)}>
          {title}
          {isSorted && <Arrow size={14} aria-hidden />}
        </UnstyledButton>
      ) : (
        title
      )}
    </div>
  )
}
