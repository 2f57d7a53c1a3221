/** What somebody reads of a letter. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { plain } from './said-days.ts'

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** Beside what is to be moved only that offers a day. */
const offering = /\b(?:can|could|would|free|available|back|works?|suits?|fine|propose|suggest|how about|maybe|perhaps)\b/
/** The sentences beside what is asked that offer something. */
export const offeredIn = (body: string, asked: string): string[] =>
  sentencesOf(body).filter((sentence) => offering.test(sentence) && !asked.includes(sentence.replace(/\?$/, '')))

/** The sentences of a letter, in small letters: what ends one within a word, as in an address or a link, is part of it. */
export const sentencesOf = (body: string): string[] =>
  (plain(readOf(body)).match(/(?:[^.!?\n]|[.!](?=\w)|\?(?=\w+=))+\??/g) ?? []).map((sentence) => sentence.trim().toLowerCase())

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
