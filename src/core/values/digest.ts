/** SHA-256 of texts. What Node imports has `digest.node.ts` in the place of this, which is ten times faster. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { toUtf8 } from './utf8.ts'

/** As 64 hexadecimal digits. */
export const digest = (text: string): string => bytesToHex(sha256(toUtf8(text)))
