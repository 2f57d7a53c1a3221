/** Components that come when they are first shown. What did not come can be asked for again. */
import { type ComponentType, lazy } from 'react'
import { CallError } from '../data/client.ts'

/** What makes those that did not come try anew. */
const failed = new Set<() => void>()

/**
 * A component of another file.
 * @example
 * const Clock = later(() => import('./Clock.tsx'))
 */
export function later<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>): ComponentType<Props> {
  const begin = (): ComponentType<Props> =>
    lazy(() =>
      load().catch(() => {
        failed.add(() => {
          Loaded = begin()
        })
        throw new CallError(0, 'The server does not answer, or it is another version by now: then reload the page.')
      }),
    )
  let Loaded = begin()
  return (props) => <Loaded {...props} />
}

/** Lets what did not come be loaded when it is shown again: by itself it would fail for as long as the page is open. */
export function loadAnew(): void {
  for (const again of failed) again()
  failed.clear()
}
