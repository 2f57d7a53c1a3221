/** What somebody reads of a letter. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { plain } from './said-days.ts'
import { FINE, like, WHEN } from './said-meetings.ts'

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** Words that offer a day or a time, or nothing but these. */
const offering = like(
  String.raw`\b(?:can|could|would|free|available|back|open|works?|suits?|best|prefer|propos(?:e|al)|suggest|how about|any ?(?:day|time)|maybe|perhaps|let us|let's|(?:is|are) ${FINE}|(?:time|slot)s?(?= on))\b|^(?:\w+ly,? )?(?:or )?${WHEN}(?!.*\b(?:is|are|was|will|i|we|our|your?)\b)`,
)
/** Where somebody is, and can be met. */
const being = /\b(?:i|we)(?:'m| am|'re| are|(?:'ll| will) be) (?:\w+ )?(?:in|at|near|around|here|visiting|coming)\b/
/** The sentences beside what is asked that offer something. @param isNew whether a day on which the writer is somewhere is such */
export const offeredIn = (body: string, asked: string, isNew = false): string[] =>
  sentencesOf(body).filter(
    (sentence) => (offering.test(sentence) || (isNew && being.test(sentence))) && !asked.includes(sentence.replace(/\?$/, '')),
  )

/** The sentences of a letter, in small letters: what ends one within a word, as in an address or a link, is part of it. */
export const sentencesOf = (body: string): string[] =>
  (plain(readOf(body)).match(/(?:[^.!?\n]|[.!](?=\w)|\?(?=\w+=))+\??/g) ?? []).map((sentence) => sentence.trim().toLowerCase())

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
