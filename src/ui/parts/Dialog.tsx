import { Drawer, Modal, type ModalProps } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const closing = { 'aria-label': 'Close' }

/** Something to fill in, for as long as it is there. */
export function Dialog({ size, ...props }: Props & { readonly size?: ModalProps['size'] }) {
  useFocusBack()
  return <Modal opened {...props} {...(size && { size })} closeButtonProps={closing} />
}

/** Something to read beside the page, for as long as it is there. */
export function Side(props: Props) {
  useFocusBack()
  return <Drawer opened {...props} position="right" size="min(100%, 860px)" closeButtonProps={closing} />
}

/** What had the focus before has it again; where that is gone, the page has. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const next = before !== document.body && before?.isConnected ? before : document.querySelector('#page')
      if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    },
    [before],
  )
}
