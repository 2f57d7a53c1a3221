import { defineResource } from '../../core/call/resource.ts'
import { advanceSync } from './advance-sync.timer.ts'
import { connectionRows } from './connection.ts'
import { connectionExpired } from './connection-expired.event.ts'
import { connectionReconnected } from './connection-reconnected.event.ts'
import { connectionRevoked } from './connection-revoked.event.ts'
import { createLinkToken } from './create-link-token.op.ts'
import { disconnectIntegration } from './disconnect-integration.op.ts'
import { getSyncStatus } from './get-sync-status.op.ts'
import { integrationsWords } from './integrations.words.ts'
import { linkTokenRows } from './link-token.ts'
import { listIntegrations } from './list-integrations.op.ts'
import { reactivateIntegration } from './reactivate-integration.op.ts'
import { syncIntegration } from './sync-integration.op.ts'
import { updateIntegration } from './update-integration.op.ts'

export const integrationsResource = defineResource({
  name: 'integrations',
  description: 'Connected accounting systems, mailboxes and CRMs.',
  words: integrationsWords,
  tables: [connectionRows, linkTokenRows],
  operations: [
    listIntegrations,
    syncIntegration,
    disconnectIntegration,
    reactivateIntegration,
    updateIntegration,
    createLinkToken,
    getSyncStatus,
  ],
  timers: [advanceSync],
  events: [connectionExpired, connectionRevoked, connectionReconnected],
})
