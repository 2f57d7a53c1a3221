/** Why a mutant may survive: by file, and as `npm run mutants` prints it. */
export const reasons = {}
