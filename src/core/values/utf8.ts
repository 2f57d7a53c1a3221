const encoder = new TextEncoder()

/** A text as bytes, by an encoder that is there: to make one takes longer than a digest. */
export const toUtf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)
