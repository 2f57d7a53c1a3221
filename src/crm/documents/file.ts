/** What a document holds that nobody has uploaded: a test author only says that it is there. */
import { fromBase64 } from '../../core/values/base64.ts'
import { toUtf8 } from '../../core/values/utf8.ts'

/** A blank page; readers find its place without a table of places. */
const PAGE = '%PDF-1.4\ntrailer<</Root<</Pages<</Kids[<</MediaBox[0 0 595 842]>>]/Count 1>>>>>>\n%%EOF\n'
/** A dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const SPACE = 32

interface Named {
  readonly contentType: string
  readonly fileName: string
}

/** A small file: a page, a picture, or else its name as text. */
export function smallFile({ contentType, fileName }: Named): Uint8Array {
  if (contentType === 'image/png') return fromBase64(DOT)
  return toUtf8(contentType === 'application/pdf' ? PAGE : `${fileName}\n`)
}

/** The small file, made as long as the document says. */
export function fileOfSize(document: Named & { readonly size: number }): Uint8Array {
  const file = new Uint8Array(document.size).fill(SPACE)
  file.set(smallFile(document).subarray(0, document.size))
  return file
}
