import { Drawer, Modal, type ModalProps } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { focusPage } from './focus.ts'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const closing = { 'aria-label': 'Close' }

/** Something to fill in or to decide, for as long as it is there. */
export function Dialog(props: Props & Pick<ModalProps, 'size' | 'centered'>) {
  useFocusBack()
  return <Modal opened {...props} closeButtonProps={closing} />
}

/** Something to read beside the page, for as long as it is there. */
export function Side(props: Props) {
  useFocusBack()
  return <Drawer opened {...props} position="right" size="min(100%, 860px)" closeButtonProps={closing} />
}

/** What had the focus before has it again; where that is gone, the page has it. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const isLeft = before instanceof HTMLElement && before !== document.body && before.isConnected
      if (isLeft) before.focus({ preventScroll: true })
      else focusPage()
    },
    [before],
  )
}
