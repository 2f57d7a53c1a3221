/** What somebody reads of a letter. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { plain } from './said-days.ts'
import { FINE, like, WHEN } from './said-meetings.ts'
import { daysIn } from './wish.ts'

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** Words that offer a day or a time, or nothing but these. */
const offering = like(
  String.raw`\b(?:can|could|would|free|available|back|works?|suits?|best|prefer|propos(?:e|al)|suggest|how about|any ?(?:day|time)|maybe|perhaps|let us|let's|(?:is|are) ${FINE})\b|^(?:\w+ly,? )?(?:or )?${WHEN}(?!.*\b(?:is|are|was|will|i|we|our|your?)\b)`,
)
/** What was, and what has its own day. */
const ofElse =
  /\b(?:(?:was|were)(?! \w+ing\b)|sent|spoke|met|wrote|signed|ordered|missed|due|ends|expires?)\b|\b(?:invoice|trial|contract|renewal|webinar|order|delivery|payment|fair|museum|door|registration|launch|go-live)s? (?:is|are|will|would|can|could|opens?|works?|ends?|starts?|begins?)\b/
/** What beside the question offers something, in sentences. @param isNew whether each day is offered that is of nothing else */
export const offeredIn = (body: string, asked: string, isNew = false): string[] =>
  sentencesOf(body)
    .flatMap((sentence) => sentence.split(/, (?:so|but) /))
    .filter(
      (sentence) =>
        (offering.test(sentence) || (isNew && daysIn(sentence, 0).length > 0)) &&
        !(isNew && ofElse.test(sentence)) &&
        !asked.includes(sentence.replace(/\?$/, '')),
    )

/** The sentences of a letter, in small letters: what ends one within a word, as in an address or a link, is part of it. */
export const sentencesOf = (body: string): string[] =>
  (plain(readOf(body)).match(/(?:[^.!?\n]|[.!](?=\w)|\?(?=\w+=))+\??/g) ?? []).map((sentence) => sentence.trim().toLowerCase())

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
