import { type ReactNode, useState } from 'react'

/** What is only there once somebody has opened it. */
export function Disclosure({
  head,
  isOpen: isOpenFirst = false,
  children,
}: {
  readonly head: ReactNode
  readonly isOpen?: boolean
  readonly children: ReactNode
}) {
  const [isOpen, setOpen] = useState(isOpenFirst)
  return (
    <details className="disclosure" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="disclosure-head">{head}</summary>
      {isOpen && <div className="disclosure-body">{children}</div>}
    </details>
  )
}
