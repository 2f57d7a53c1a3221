/** `Re: …`, once. */
export const replyTo = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`)

/** What a machine answers for somebody who is away. */
export const AUTOMATIC = 'Automatic reply: '
