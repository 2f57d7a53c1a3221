/** Whether a letter asks for no more letters, or for no answer. */

import { readOf, sentencesOf } from './read.ts'
import { plain } from './said-days.ts'

const NOT = "(?:do not|don't|never)"
const MAIL = '(?:e-?mails?|mails?|messages|letters|newsletters?)'
/** What asks for no more letters: "please do not write to me", "unsubscribe me". */
const farewell = new RegExp(
  [
    String.raw`(?:^|[,;:]\s*|\b(?:please|just|and|but|you)(?: to)? )(?:` +
      [
        String.raw`(?:${NOT} (?:ever )?(?:write|contact|e-?mail)|stop (?:writ|contact|e-?mail)ing)(?: to)?(?: me| us)?(?=\s*(?:$|[.!?,;]))`,
        String.raw`(?:${NOT} (?:ever )?(?:write|contact|e-?mail|call)|stop (?:writ|contact|e-?mail|call)ing)\b[^.?!]{0,60}\b(?:again|any ?more)\b`,
        String.raw`(?:stop sending (?:(?:me|us) )?|(?:${NOT}|(?<=please )not) send (?:(?:me|us) )?(?:any|more|further|your) (?=(?:\w+ )?${MAIL}\s*(?:$|[,;]|to (?:me|us)\b|any ?more\b|again\b)))(?:\w+ )?${MAIL}`,
        `no more ${MAIL}`,
        'unsubscribe(?! here)',
      ].join('|') +
      ')',
    String.raw`(?:not|n't|no longer) (?:want|wish|like)\b.{0,20}\b(?:(?:more|your) ${MAIL}|hear from you)\b`,
    String.raw`\b(?:remove|take|delete) (?:me|us|(?:my|our) \S+) (?:off|from) \w+ (?:\w+ )?list(?! of)`,
    String.raw`\bunsubscribe (?:me|us)\b`,
  ].join('|'),
)
/** What stands below letters to whoever has them by mistake. */
const footer = /^\s*(?:if you (?:are not|have received|received)|to unsubscribe)\b/

/** Whether a letter asks to hear nothing more. */
export const isFarewell = (body: string): boolean =>
  plain(readOf(body))
    .toLowerCase()
    .split(/[.!?]|\n\s*\n/)
    .some((sentence) => farewell.test(sentence) && !footer.test(sentence))

const ANSWER = String.raw`(?:reply|respond|answer|write back)\b(?! (?:to all|all|before|until|unless|without)\b)`
/** What asks for no answer: "please do not reply", "no response needed". */
const noAnswer = new RegExp(
  [
    String.raw`(?:^|[,;:]\s*|\bplease )${NOT} ${ANSWER}`,
    String.raw`\b(?:no need|need not|you (?:do not|don't) (?:need|have)) (?:to )?${ANSWER}`,
    String.raw`\bno (?:reply|response|answer) (?:is )?(?:needed|necessary|required|expected)\b`,
  ].join('|'),
)

/** Whether a letter asks for no answer to it. */
export const wantsNoAnswer = (body: string): boolean => sentencesOf(body).some((sentence) => noAnswer.test(sentence))
