/** What fields and parameters mean wherever they occur. */
import type { Words } from '../../core/call/words.ts'
import { ACCESS_MINUTES } from '../auth/token.ts'

export const sharedWords: Words = {
  about: `OAuth connections of a CRM, with their e-mail, calendar and documents. Simulated after the Intuka CRM Integrations API.

## Authentication

\`POST /auth/login\` with an e-mail address, a password and a tenant answers an access token that is good for ${ACCESS_MINUTES} minutes, and a refresh token. Send the first with every call: \`Authorization: Bearer <accessToken>\`. \`POST /auth/refresh\` answers a new pair; a refresh token is good once.

## Errors

\`{"success":false,"error":{"code":"…","message":"…","details":[…]}}\`: the code is for programs, the message for people, and the details name the fields that are wrong. What belongs to somebody else is 404, what a state forbids is 409.

## Lists

The inbox and the list of documents come in pages, by \`page\` and \`limit\`, sorted by \`sortBy\` and \`sortOrder\`; \`pagination\` in the answer tells how many there are. All other lists come whole. What was asked for is in \`data\`.

## Time and worlds

Each world is a state of its own, with a clock of its own that can be moved: \`PATCH /__sim/clock\` with \`{"advance":"P1D"}\`. Name a world in the path, \`/~trial/api/v1/…\`, or in the header \`X-Sim-World: trial\`; a new name starts as a fresh copy. Times are ISO 8601 in UTC. \`GET /__sim\` is the guide: who can call, and an id of a sample of everything. Hints for the caller come in the header \`X-Sim-Warning\`.`,
  fields: {
    success: 'True for what was done; of a refusal it is false.',
    'ApiError.success': 'Always false.',
    data: 'What was asked for.',
    message: 'What was done, in a sentence.',
    'ApiError.error.message': 'What is wrong, in a sentence.',
    error: 'Why it was refused.',
    code: 'Why it was refused, as a fixed word that programs can compare.',
    details: 'The fields that are wrong; empty where it is not about fields.',
    field: 'The way to the field: `attendees.0`.',
    'ErrorDetail.message': 'What is wrong with the field, in a sentence.',
    pagination: 'Which part of the list this is.',
    page: 'Which page this is, counted from 1.',
    limit: 'How many items a page has at most.',
    total: 'How many items fit in all.',
    totalPages: 'How many pages there are.',
    createdAt: 'When it was made, in UTC.',
    updatedAt: 'When it changed last, in UTC.',
    user: 'Whose it is: the id of a user.',
    tenantSlug: 'The short name of the tenant, such as `acme`.',
    id: 'A number that names it in every call, and never changes.',
    isSynced: 'False while it waits at the provider for the next sync.',
  },
  parameters: {
    page: 'Which page to answer, counted from 1.',
    sortBy: 'The field to sort by, as in answers or in snake_case; by when it was made unless told.',
    sortOrder: '`asc` begins with the least or the oldest, `desc` with the greatest or the newest.',
    entityType: 'What kind of record it is.',
    entityId: 'The number of a record of that kind.',
  },
}
