/** Written by `build.js`: by file name, the text before the address of the server, and the text behind it. */
declare module '#documents' {
  export const documents: Readonly<Record<string, readonly [before: string, after: string]>>
}
