/** A journal as lines to read. */
import type { Entry } from '../core/world/journal-entry.ts'

/** A line for each entry, and one below it for each warning. */
export function inLines(entries: readonly Entry[]): string {
  return entries.length ? entries.map(toLine).join('\n') : '  nothing was called'
}

function toLine(entry: Entry): string {
  const head = `  ${String(entry.number).padStart(4)}  ${entry.at}  `
  if (entry.kind !== 'call') return `${head}${entry.kind}`
  const { request, response, operation, caller, warnings } = entry
  const line = `${head}${request.method} ${request.path} ${response.status} ${operation ?? ''}${caller ? ` by ${caller.name}` : ''}`
  return [line, ...warnings.map((warning) => `        ${warning}`)].join('\n')
}
