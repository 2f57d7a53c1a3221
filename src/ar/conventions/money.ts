/** Money: amounts are added and compared in whole cents. */

export const toCents = (amount: number): number => Math.round(amount * 100)

/** To the cent. */
export const roundMoney = (amount: number): number => toCents(amount) / 100

/** What amounts add up to, to the cent. */
export const addUp = (amounts: readonly number[]): number => amounts.reduce((cents, amount) => cents + toCents(amount), 0) / 100

/** As a letter has it: `$1,234.50`. In words of our own: what the machine knows of money takes longer to load than a start should. */
export function toMoney(amount: number): string {
  const [whole = '', cents] = Math.abs(amount).toFixed(2).split('.')
  return `${amount < 0 ? '-' : ''}$${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${cents}`
}
