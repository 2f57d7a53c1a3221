/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const connectionsWords: Words = {
  fields: {
    'Connection.email': 'The address of the account, in lower case.',
    'ConnectionHealth.email': 'The address of the account, in lower case.',
    'Connection.status': 'Mail and events pass only while it is `active`.',
    'ConnectionHealth.status': 'Mail and events pass only while it is `active`.',
    lastSyncAt: 'When its last sync ended, in UTC; null before the first.',
    syncStatus: 'Whether a sync is under way.',
    tokenExpiresAt: 'Until when the token of the provider is good, in UTC; it is renewed when the connection is used.',
    'ConnectionHealth.error':
      'What is wrong: the token has expired, which a refresh mends, the grant was revoked, or what the provider says; null where nothing is.',
    counts: 'How much has come through it.',
    emails: 'How many e-mails there are of it.',
    events: 'How many events there are of it.',
    jobId: 'Names the sync that was started, or that runs.',
    'SyncJob.type': 'What is brought.',
    'SyncConnectionRequest.type': 'What to bring; all unless told.',
    'SyncJob.status': 'Whether it was started by this call.',
    isRevoked: 'Whether the person has taken the permission back at the provider.',
    'Connection.error': 'What the provider says is wrong; null where nothing is.',
    syncs: 'The syncs that run, one of each type at most.',
    unfetched: 'What the account held before, and no sync has brought yet.',
    'crm_connections.failures': 'Why its next syncs will fail, one reason for each.',
  },
  parameters: {
    id: 'The number of a connection of the caller, from `listConnections`.',
  },
  answers: {
    listConnections: 'All connections of the caller, the oldest first.',
    getConnectionStatus: 'The connection, with what came through it.',
    'syncConnection.202': 'The sync has been started; it takes a while of the world’s clock.',
    'syncConnection.200': 'A sync of this kind was under way already, and goes on.',
    refreshConnection: 'The connection with its new token.',
  },
  tables: {
    crm_connections: 'Accounts of users at providers, also those that were disconnected.',
  },
  follows: {
    'crm_connections.user': 'the first user',
    'crm_connections.provider': 'the first at which the user has not connected the address',
    'crm_connections.email': 'the user; another address where that is connected already',
    'crm_connections.status': '`expired` where it was revoked, `error` with an error',
    'crm_connections.scopes': 'the provider',
    'crm_connections.tokenExpiresAt': 'in an hour; updatedAt, where it is expired',
  },
}
