/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const webhooksWords: Words = {
  fields: {
    hook: 'Which webhook of Merge it comes from.',
    'ReceiveMergeWebhookRequest.hook.id': 'Which webhook it is, in the words of Merge.',
    event: 'What has happened, by the name that the sender gives it; other events are answered and left alone.',
    linked_account: 'The account that it is about, as Merge knows it.',
    'ReceiveMergeWebhookRequest.data': 'What Merge tells beside that; it is not looked at.',
    'ReceiveMergeWebhookRequest.linked_account.id': 'Which account it is, as the guide tells for each connection.',
    'ReceiveMergeWebhookRequest.linked_account.status': 'How the account stands, in the words of Merge.',
    end_user_organization_name: 'Whose account it is, in the words of Merge.',
    connection_ids: 'UUIDs of the connections that were meant.',
    skipped: 'The connections for which nothing was begun, and why.',
    'ReceiveMergeWebhookResult.status': 'Whether a sync was begun.',
    'ReceiveMergeWebhookResult.skipped.reason': 'Why nothing was begun for it.',
    'ReceiveNylasWebhookResult.status': 'Whether the message was taken.',
    'ReceiveNylasWebhookResult.reason': 'Why the message was left alone; null where it was taken.',
    'ReceiveNylasWebhookResult.thread_id': 'UUID of the message as it is in the books; null where it was left alone.',
    'ReceiveNylasWebhookResult.connection_id': 'UUID of the mailbox; null where no connection is meant.',
    application_id: 'Which application of Nylas sends it; it is not looked at.',
    'ReceiveNylasWebhookRequest.data': 'What has happened to which object.',
    'ReceiveNylasWebhookRequest.id': 'What Nylas calls the event; one that comes again is the same.',
    source: 'Which part of Nylas tells it.',
    specversion: 'Version of CloudEvents that it is written in.',
    time: 'When it happened, in seconds since 1970.',
    'ReceiveNylasWebhookRequest.type': 'What has happened, such as `message.created`.',
    webhook_delivery_attempt: 'How often it was tried to tell this.',
    'provider_messages.connection': 'The mailbox that it is in.',
    message_id: 'What the provider calls the message.',
    'provider_messages.thread_id': 'What the provider calls the conversation; null where it does not say.',
    'provider_messages.thread': 'The message as it is in the books.',
  },
  parameters: {
    challenge: 'What is sent back as it is, at most 256 characters.',
  },
  answers: {
    receiveMergeWebhook: 'What was done about the event.',
    verifyNylasWebhook: 'The challenge, as it was sent.',
    receiveNylasWebhook: 'What was done about the message.',
  },
  tables: {
    provider_messages: 'What providers call messages that they told of.',
  },
  follows: {
    'provider_messages.message_id': 'its id',
  },
}
