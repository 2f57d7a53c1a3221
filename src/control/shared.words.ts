/** How the control API is called at all. */
import type { Words } from '../core/call/words.ts'

export const sharedWords: Words = {
  about: `Worlds, their clocks, what happened in them and what will.

## Authentication

None, unless the simulator was started with \`--control-token\`: then \`Authorization: Bearer TOKEN\`. Pages of other sites are refused.

## Errors

\`{"error":{"message":"…","details":[…]}}\`: a sentence, and the fields that are wrong. Fields and parameters that are not known are refused.

## Lists

\`GET /tables/{table}\` comes in pages, by \`page\` and \`page_size\`; the journal and \`GET /harms\` go on from a number, by \`after\`, and stop by \`limit\`, as \`GET /timeline\` and \`GET /personas\` do. All other lists are whole.

## Time and worlds

Each world is a state of its own, with a clock of its own that can be moved: \`PATCH /__sim/clock\` with \`{"advance":"P1D"}\`. Name a world in the path, \`/~trial/__sim/…\`, or in the header \`X-Sim-World: trial\`; a new name starts as a fresh copy. Times are ISO 8601 in UTC. \`GET /__sim\` is the guide: who can call, and an id of a sample of everything. Hints for the caller come in the header \`X-Sim-Warning\`.`,
}
