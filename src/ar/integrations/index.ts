import type { Resource } from '../../core/api.ts'
import { createLinkToken } from './create-link-token.op.ts'
import { disconnectIntegration } from './disconnect-integration.op.ts'
import { getSyncStatus } from './get-sync-status.op.ts'
import { listIntegrations } from './list-integrations.op.ts'
import { reactivateIntegration } from './reactivate-integration.op.ts'
import { syncIntegration } from './sync-integration.op.ts'
import { updateIntegration } from './update-integration.op.ts'

export const integrationsResource: Resource = {
  name: 'integrations',
  description: 'Connected accounting systems, mailboxes and CRMs.',
  operations: [
    listIntegrations,
    syncIntegration,
    disconnectIntegration,
    reactivateIntegration,
    updateIntegration,
    createLinkToken,
    getSyncStatus,
  ],
}
