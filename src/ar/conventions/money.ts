/** Money: amounts are added and compared in whole cents. */

export const toCents = (amount: number): number => Math.round(amount * 100)

/** To the cent. */
export const roundMoney = (amount: number): number => toCents(amount) / 100

/** What amounts add up to, to the cent. */
export const addUp = (amounts: readonly number[]): number => amounts.reduce((cents, amount) => cents + toCents(amount), 0) / 100
