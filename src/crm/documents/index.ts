import { defineResource } from '../../core/call/resource.ts'
import { archiveDocument } from './archive-document.op.ts'
import { confirmDocument } from './confirm-document.op.ts'
import { deleteDocument } from './delete-document.op.ts'
import { crmBlobRows, crmDocumentRows } from './document.ts'
import { documentsWords } from './documents.words.ts'
import { downloadDocument } from './download-document.op.ts'
import { getDocument } from './get-document.op.ts'
import { getDocumentConfig } from './get-document-config.op.ts'
import { listDocuments } from './list-documents.op.ts'
import { listEntityDocuments } from './list-entity-documents.op.ts'
import { renewUpload } from './renew-upload.op.ts'
import { uploadDocument } from './upload-document.op.ts'

export const documentsResource = defineResource({
  name: 'documents',
  description: 'Files of a tenant, each linked to a record of the CRM.',
  words: documentsWords,
  tables: [crmDocumentRows, crmBlobRows],
  operations: [
    getDocumentConfig,
    uploadDocument,
    renewUpload,
    confirmDocument,
    listDocuments,
    listEntityDocuments,
    getDocument,
    downloadDocument,
    deleteDocument,
    archiveDocument,
  ],
})
