/** SHA-256 of texts. What Node imports has `digest.node.ts` in the place of this, which is ten times faster. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** To make one takes longer than a digest. */
const utf8 = new TextEncoder()

/** As 64 hexadecimal digits. */
export const digest = (text: string): string => bytesToHex(sha256(utf8.encode(text)))
