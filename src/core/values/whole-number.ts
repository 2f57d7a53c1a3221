/** Whether a value is a whole number of at least so many, which calculation keeps as it is. */
export const isWholeNumber = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least
