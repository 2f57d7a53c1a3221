import { defineResource } from '../../core/call/resource.ts'
import { providerMessageRows } from './provider-message.ts'
import { receiveMergeWebhook } from './receive-merge-webhook.op.ts'
import { receiveNylasWebhook } from './receive-nylas-webhook.op.ts'
import { verifyNylasWebhook } from './verify-nylas-webhook.op.ts'
import { webhooksWords } from './webhooks.words.ts'

export const webhooksResource = defineResource({
  name: 'webhooks',
  description: 'What the providers behind connections tell: that an account was synced, that a message came.',
  words: webhooksWords,
  tables: [providerMessageRows],
  operations: [receiveMergeWebhook, verifyNylasWebhook, receiveNylasWebhook],
})
