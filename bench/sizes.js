/** The worlds that are compared: actions and companies. All in one company is the hard case. */
export const SIZES = [
  [1_000, 1],
  [100_000, 1],
  [100_000, 100],
]
export const COLUMNS = ['1,000', '100,000', 'in 100 companies']
