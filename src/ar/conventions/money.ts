/** Money: amounts are added and compared in whole cents. */

export const toCents = (amount: number): number => Math.round(amount * 100)

/** To the cent. */
export const roundMoney = (amount: number): number => toCents(amount) / 100

/** What amounts add up to, to the cent. */
export const addUp = (amounts: readonly number[]): number => amounts.reduce((cents, amount) => cents + toCents(amount), 0) / 100

/** As a letter has it: `$1,234.50`. In words of our own: what the machine knows of money takes longer to load than a start should. */
export function toMoney(amount: number): string {
  const digits = Math.abs(amount).toFixed(2)
  return `${amount < 0 ? '-' : ''}$${inThousands(digits.slice(0, -3))}${digits.slice(-3)}`
}

const inThousands = (digits: string): string =>
  digits.length > 3 ? `${inThousands(digits.slice(0, -3))},${digits.slice(-3)}` : digits
