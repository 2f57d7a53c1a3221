/** Where a simulator listens unless told: the address in a document that nobody serves. */
export const USUAL_ORIGIN = 'http://127.0.0.1:4010'
