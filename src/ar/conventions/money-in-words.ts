import { memoize } from '../../core/values/memoize.ts'

/** Made when it is first needed: that takes longer than a start should. */
let money: Intl.NumberFormat | undefined

/** As a letter has it: `$1,234.50`. */
export const toMoney = memoize((amount: number): string => {
  money ??= new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
  return money.format(amount)
})
