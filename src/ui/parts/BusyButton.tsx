import type { ComponentProps, MouseEvent } from 'react'

const stop = (event: MouseEvent): void => event.preventDefault()

/** What buttons are made of: one that is busy does nothing, but keeps the focus, which a disabled one loses. */
export function BusyButton({
  disabled,
  onClick,
  type = 'button',
  'data-loading': isBusy,
  ...props
}: ComponentProps<'button'> & { readonly 'data-loading'?: boolean }) {
  return (
    <button
      {...props}
      type={type}
      data-loading={isBusy}
      disabled={disabled && !isBusy}
      aria-disabled={isBusy}
      onClick={isBusy ? stop : onClick}
    />
  )
}
