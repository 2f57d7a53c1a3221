/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const documentsWords: Words = {
  fields: {
    fileName: 'What the file is called, without a path.',
    contentType: 'Media type of the file.',
    'CrmDocument.size': 'Length of the file in bytes; 0 until the upload is confirmed.',
    'CrmDocument.status': '`pending` until the upload is confirmed, then `active` or `archived`.',
    entityType: 'What kind of record it belongs to.',
    entityId: 'The number of the record that it belongs to.',
    uploadedBy: 'The number of the user who began the upload.',
    documentId: 'The number of the document that was made for the file.',
    uploadUrl:
      'Where to send the bytes; the address is signed and needs no token. It answers 200 without a body, 403 for another signature or `Content-Type` and once it has expired, 404 once the document is deleted, 409 once the upload is confirmed, 413 for too many bytes.',
    method: 'How to send the bytes.',
    headers: 'What to send along with the bytes.',
    'Content-Type': 'The media type that was declared.',
    'Upload.expiresAt': 'Until when the address works, in UTC.',
    expiresAt: 'Until when the address works, in UTC.',
    url: 'Where the bytes are; the address is signed and needs no token. `GET` answers them as their media type, 403 for another signature and once it has expired, 404 once the document is deleted.',
    'DocumentConfig.provider': 'Where files are stored.',
    maxFileSize: 'How many bytes a file may have.',
    allowedContentTypes: 'Media types that are taken.',
    key: 'Names its bytes in the storage.',
    'crm_blobs.id': 'What documents name their bytes by.',
    bytes: 'The file itself; in a scenario it is base64.',
  },
  parameters: {
    id: 'The number of a document of the caller’s tenant, from `listDocuments`.',
  },
  answers: {
    getDocumentConfig: 'What the storage takes.',
    uploadDocument: 'The new document, and where to send its bytes.',
    renewUpload: 'A new address for the same document.',
    confirmDocument: 'The document, now `active`.',
    listDocuments: 'A page of documents of the tenant.',
    listEntityDocuments: 'All documents of the record.',
    getDocument: 'The document as it is now.',
    downloadDocument: 'Where the bytes are, for a while.',
    deleteDocument: 'The document that is gone.',
    archiveDocument: 'The document, now `archived`.',
  },
  tables: {
    crm_documents:
      'Files of tenants, each linked to a record. One that is `active` or `archived` can be downloaded: where no bytes are stored, it is a blank page as PDF, a dot as PNG, or else its name as text, cut or filled up to its size.',
    crm_blobs: 'The bytes of files.',
  },
  follows: {
    'crm_documents.fileName': 'contentType',
    'crm_documents.contentType': 'how fileName ends',
    'crm_documents.size': 'the bytes that are stored, or those that are made for it',
    'crm_documents.status': '`active` where it has a size',
    'crm_documents.tenantSlug': 'the record, or the user',
    'crm_documents.entityType': 'the record',
    'crm_documents.entityId': 'the first of its type in the tenant',
    'crm_documents.uploadedBy': 'the first user of the tenant',
    'crm_documents.key': 'the seed',
  },
  links: {
    uploadDocument: {
      confirmDocument: { id: '/data/documentId' },
      getDocument: { id: '/data/documentId' },
      renewUpload: { id: '/data/documentId' },
    },
    confirmDocument: { downloadDocument: { id: '/data/id' }, archiveDocument: { id: '/data/id' } },
  },
}
