/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'
import { LINK_TOKEN_MINUTES } from './link-token.ts'

export const integrationsWords: Words = {
  fields: {
    integration: 'What is connected: `quickbooks`, `netsuite`, `xero`, `gmail`, `outlook`, `salesforce` and so on.',
    provider_type: 'Who carries it: Merge for books and CRMs, Nylas for mailboxes.',
    product: 'What the connection is used for.',
    category: 'The same as `product`, as the provider sorts it.',
    'Connection.is_active': 'False once it was disconnected: nothing is read or sent through it until it is reactivated.',
    'SyncIntegrationResult.status': 'Whether it was triggered by this call.',
    'SyncStatus.connections.is_active': 'False once it was disconnected.',
    health_status:
      '`invalid` once the credential has expired or was taken back, so that it must be connected anew, and while it is disconnected.',
    sync_status: 'How far its sync has come; `error` after one that failed.',
    webhook_sync_enabled: 'Whether events of the provider start syncs.',
    connection_config: 'Settings of a mailbox; an empty object for all other connections.',
    email_address: 'The address of the mailbox.',
    allow_shared_sending: 'Whether teammates of the owner may send through this mailbox too.',
    mailbox_bcc_emails: 'Addresses that get a blind copy of all that is sent through it.',
    link_token: `Opens the dialog of Merge Link, for ${LINK_TOKEN_MINUTES} minutes.`,
    'SyncStatus.connections': 'Every connection of the company with its sync.',
    is_syncing: 'Whether a sync of any connection is under way.',
    last_synced_at: 'When its last sync ended well, in UTC; null before the first. Mail that a webhook brings is no sync.',
    connection_id: 'UUID of the connection that it is about.',
    task_id: 'UUID of the sync that runs; null where none does.',
    'Connection.owner': 'Whose mailbox it is; null for what belongs to the whole company.',
    credential: 'Whether the provider would still let it in: `stored`, `expired`, or `none` after it was disconnected.',
    sync_changes_at: 'When the running sync reaches its next status, in UTC; null where none runs.',
    'link_tokens.id': 'The token that the dialog is opened with.',
    'link_tokens.expires_at': 'From when on it opens nothing, in UTC.',
  },
  parameters: {
    connection_id: 'UUID of a connection of the company, from `listIntegrations`.',
  },
  answers: {
    listIntegrations: 'All connections of the company, also those that were disconnected.',
    'syncIntegration.202': 'The sync has been triggered; `getSyncStatus` tells how it goes on.',
    'syncIntegration.200':
      'Nothing was started: `debounced` where a sync is under way, `ignored` where the connection is inactive, `trigger_failed` where its provider did not take it.',
    disconnectIntegration: 'The connection is disconnected.',
    reactivateIntegration:
      'The connection is active: again, or as it was. One whose credential has expired must be connected anew.',
    updateIntegration: 'The settings as they are now.',
    createLinkToken: 'A token for the dialog of Merge Link.',
    getSyncStatus: 'How each connection stands with its provider.',
  },
  tables: {
    connections: 'Accounting systems, mailboxes and CRMs that a company has connected.',
    link_tokens: 'Tokens for the dialog in which an accounting system is connected.',
  },
  follows: {
    'connections.provider_type': 'the product',
    'connections.product': 'integration, or the category, or the provider',
    'connections.category': 'the product',
    'connections.health_status': 'is_active and the credential',
    'connections.sync_status': '`triggered` where it has a task',
    'connections.connection_config': 'the owner’s address, for a mailbox',
    'connections.owner': 'the first member, for a mailbox',
    'connections.credential': '`expired` where health_status is invalid',
    'connections.task_id': 'one for a sync that runs',
    'connections.sync_changes_at': 'a moment from now, for a sync that runs',
    'link_tokens.expires_at': `${LINK_TOKEN_MINUTES} minutes after created_at`,
  },
}
