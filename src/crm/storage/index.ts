/** Where the bytes of documents are: an API of its own, below the addresses that the CRM hands out. */
import { defineApi } from '../../core/call/api.ts'
import { meetingFaults } from '../../core/call/faults.ts'
import { stateRules, validFields } from '../../core/call/ladder.ts'
import { defineResource } from '../../core/call/resource.ts'
import { refuse } from '../conventions/refusals.ts'
import { MAX_FILE_SIZE } from '../documents/document.ts'
import { notTooLarge, signed } from './conventions.ts'
import { getFile } from './get-file.op.ts'
import { STORAGE_BASE } from './presigned.ts'
import { putFile } from './put-file.op.ts'

export const storage = defineApi({
  name: 'storage',
  title: 'Storage of documents',
  description: 'Takes and gives the bytes of documents, at addresses that are signed.',
  basePath: STORAGE_BASE,
  partOf: 'crm',
  bodyLimit: MAX_FILE_SIZE,
  owns: (path) => (path.startsWith(`${STORAGE_BASE}/`) ? path.slice(STORAGE_BASE.length) : undefined),
  resources: [defineResource({ name: 'storage', description: 'The bytes of documents.', operations: [putFile, getFile] })],
  ladder: [meetingFaults(signed), notTooLarge, validFields, stateRules],
  refuse,
})
