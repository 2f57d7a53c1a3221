/** Who has the focus when what had it is gone. */

export const focusPage = (): void => document.querySelector<HTMLElement>('#page')?.focus({ preventScroll: true })

/** Gives the focus to what was left, unless something else has it by now. */
export function focusAgain(left: HTMLElement, options?: FocusOptions): void {
  const { activeElement } = document
  if (activeElement === document.body || activeElement?.id === 'page') left.focus(options)
}

/**
 * Where what has the focus goes away, what it stood in has it: a table whose line went, or else the page.
 *
 * @returns ends it
 */
export function keepFocus(page: HTMLElement): () => void {
  /** What had the focus last, and what that stood in, from the inside. */
  let path: readonly HTMLElement[] = []
  const note = (event: FocusEvent): void => {
    path = event.composedPath().filter((each) => each instanceof HTMLElement)
  }
  const watch = new MutationObserver(() => {
    if (document.activeElement !== document.body || (path[0]?.isConnected ?? true)) return
    const left = path.find(({ isConnected, tabIndex }) => isConnected && tabIndex === 0)
    path = []
    if (left) left.focus({ preventScroll: true })
    else focusPage()
  })
  page.addEventListener('focusin', note)
  watch.observe(page, { childList: true, subtree: true })
  return () => {
    page.removeEventListener('focusin', note)
    watch.disconnect()
  }
}
