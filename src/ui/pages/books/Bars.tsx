import { Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'wouter'
import { toDay } from '../../parts/format.ts'

export interface Bar {
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
          <li key={label}>
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
}

const HEIGHT = 100

/** Values over time, as columns; who does not see them hears a table. */
export function Columns({ title, columns }: { readonly title: string; readonly columns: readonly Column[] }) {
  const most = Math.max(1, ...columns.map(({ value }) => value))
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${columns.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {columns.map(({ label, value, says, isNext }, at) => {
          const height = (HEIGHT * Math.max(0, value)) / most
          return (
            <rect
              key={label}
              className={isNext ? 'chart-next' : 'chart-past'}
              x={at + 0.1}
              y={HEIGHT - height}
              width={0.8}
              height={height}
            >
              <title>{`${label}: ${says}`}</title>
            </rect>
          )
        })}
        <line className="chart-axis" x1={0} x2={columns.length} y1={HEIGHT} y2={HEIGHT} />
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
