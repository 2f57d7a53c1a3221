/** Lines that begin so, and all below the line with which an answer begins what it answers. */
const quoted = /^>.*$|^(?:On .{1,200} wrote:|-+ ?Original Message ?-+)\r?$[\s\S]*/gm

/** Lines of a message that is quoted are somebody else's. */
export const withoutQuotes = (text: string): string => text.replaceAll(quoted, '')
