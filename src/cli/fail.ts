/** Says what is wrong, and ends. */
export function fail(message: string): never {
  console.error(`arsim: ${message}`)
  process.exit(1)
}
