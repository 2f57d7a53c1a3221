/** `Re: …`, once. */
export const replyTo = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`)
