/** What is wrong, behind where it is; alone where it is about the whole. */
export const atPath = (path: string, message: string): string => (path === '' ? message : `${path}: ${message}`)
