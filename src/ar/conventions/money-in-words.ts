/** As a letter has it: `$1,234.50`. In words of our own: what the machine knows of money takes longer to load than a start should. */
export function toMoney(amount: number): string {
  const [whole = '', cents] = Math.abs(amount).toFixed(2).split('.')
  return `${amount < 0 ? '-' : ''}$${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${cents}`
}
