/** What was thrown, in words: it may be anything. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What is said of an error that nobody but arsim has made. */
export const bugSentence = (message: string): string => `This is a bug in arsim, please report it. ${message}`
