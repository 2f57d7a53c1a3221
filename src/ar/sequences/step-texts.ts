/** What an e-mail of a sequence says: as it is sent, and as it is shown before. */
import { escapeHtml } from '../../core/values/html.ts'
import { inOneLine, replyTo } from '../communications/subject.ts'
import { type Books, factsOf } from './facts.ts'
import { render } from './template.ts'

/** The texts of a step, with variables. */
interface Templates {
  readonly step_label: string
  readonly subject_template: string
  readonly body_plain_template: string
  readonly body_html_template: string
}

export interface Known extends Books {
  readonly sequence: { readonly send_followups_in_thread: boolean } | undefined
  /** Whose mailbox sends; where nobody knows yet, the variable stays as it is. */
  readonly sender: { readonly name: string } | undefined
  /** The last e-mail that the enrollment was sent. */
  readonly last: { readonly subject: string } | undefined
}

const factsFor = (known: Known) => ({ ...factsOf(known), 'sender.name': known.sender?.name ?? '{{sender.name}}' })

/** That of the conversation where the e-mail goes on with it; without a subject of its own, the name of the step. */
export const subjectOf = (step: Templates, known: Known): string =>
  known.sequence?.send_followups_in_thread && known.last
    ? replyTo(known.last.subject)
    : inOneLine(render(step.subject_template, factsFor(known)) || step.step_label)

export const plainOf = ({ body_plain_template: text }: Templates, known: Known): string | null =>
  text === '' ? null : render(text, factsFor(known))

export const htmlOf = ({ body_html_template: text }: Templates, known: Known): string | null =>
  text === '' ? null : render(text, factsFor(known), escapeHtml)
