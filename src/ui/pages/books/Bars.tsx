import { Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'wouter'
import { toDay } from '../../parts/format.ts'

interface Bar {
  readonly label: string
  readonly value: number
  /** The value as it is written. */
  readonly says: string
  /** Where a click leads. */
  readonly href?: string
  readonly isHere?: boolean
}

/** Amounts beside each other, each as long as it is large: a list, so that it is heard as well as seen. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <ul className="bars">
      {bars.map(({ label, value, says, href, isHere }) => {
        const content = (
          <>
            <span>{label}</span>
            <span className="bar-track" aria-hidden>
              {value > 0 && <div className="bar-fill" style={{ width: `${(100 * value) / most}%` }} />}
            </span>
            <span className="number">{says}</span>
          </>
        )
        return (
          <li key={label} className="bar-line">
            {href ? (
              <Link href={href} className="bar" aria-current={isHere ? 'true' : undefined}>
                {content}
              </Link>
            ) : (
              <div className="bar">{content}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export interface Column {
  readonly label: string
  readonly value: number
  readonly says: string
  /** Whether it is still to come. */
  readonly isNext?: boolean
  /** How much of the time it is about, beside the others; 1 unless told. */
  readonly span?: number
}

const HEIGHT = 100
/** Between two columns. */
const GAP = 0.2

/** Where each column begins, and where the last one ends. */
function startsOf(columns: readonly Column[]): number[] {
  const starts = [0]
  for (const { span = 1 } of columns) starts.push((starts.at(-1) ?? 0) + span)
  return starts
}

/** Values over time, as columns; who does not see them hears a table. */
export function Columns({ title, columns }: { readonly title: string; readonly columns: readonly Column[] }) {
  const most = Math.max(1, ...columns.map(({ value }) => value))
  const starts = startsOf(columns)
  const width = starts.at(-1) ?? 0
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {columns.map(({ label, value, says, isNext, span = 1 }, at) => {
          const height = (HEIGHT * Math.max(0, value)) / most
          return (
            <rect
              key={label}
              className={isNext ? 'chart-next' : 'chart-past'}
              x={(starts[at] ?? 0) + GAP / 2}
              y={HEIGHT - height}
              width={span - GAP}
              height={height}
            >
              <title>{`${label}: ${says}`}</title>
            </rect>
          )
        })}
        <line className="chart-axis" x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <VisuallyHidden>
        <table>
          <caption>{title}</caption>
          <tbody>
            {columns.map(({ label, says }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  )
}

/** The first and the last day of a chart. */
export function Ends({ from, to }: { readonly from: string | undefined; readonly to: string | undefined }) {
  return (
    <Text size="xs" className="faint chart-ends" component="div" aria-hidden>
      <span>{from && toDay(from)}</span>
      <span>{to && toDay(to)}</span>
    </Text>
  )
}
