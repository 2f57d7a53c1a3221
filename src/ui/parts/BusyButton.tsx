import type { ComponentProps, MouseEvent } from 'react'

const stop = (event: MouseEvent): void => event.preventDefault()

/** What buttons are made of: one that does nothing for now keeps the focus, which one that is `disabled` loses. */
export function BusyButton({
  disabled,
  onClick,
  type = 'button',
  'data-loading': isBusy,
  ...props
}: ComponentProps<'button'> & { readonly 'data-loading'?: boolean }) {
  const isIdle = isBusy || disabled
  return <button {...props} type={type} data-loading={isBusy} aria-disabled={isIdle} onClick={isIdle ? stop : onClick} />
}
