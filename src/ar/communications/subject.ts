/** What a machine answers for somebody who is away. */
export const AUTOMATIC = 'Automatic reply: '

/** A subject is one line, whatever lines the names in it have. */
export const inOneLine = (subject: string): string => subject.replace(/[\r\n]+/g, ' ')

/** `Re: …`, once, and without what a machine has put before it. */
export function replyTo(subject: string): string {
  const own = subject.startsWith(AUTOMATIC) ? subject.slice(AUTOMATIC.length) : subject
  return /^re:/i.test(own) ? own : `Re: ${own}`
}
