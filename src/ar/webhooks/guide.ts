/** What it takes to send events: where to, with which key, and what the providers call connections. */

import { firstOf } from '../../core/values/first-of.ts'
import type { World } from '../../core/world/handle.ts'
import { contacts } from '../customers/contact.ts'
import { accountOf, type ConnectionRow, connections } from '../integrations/connection.ts'
import { webhookKey } from './signature.ts'

/** So many connections can be meant by their id. */
const MOST = 100

type Samples = Readonly<Record<string, Readonly<Record<string, string>>>>

export function webhooksGuide(world: World, origin: string, samples: Samples) {
  const ids = Object.fromEntries(firstOf(world.table(connections).all(), MOST).map(({ id }) => [id, id]))
  const accounts = (provider: ConnectionRow['provider_type']): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ ...samples.connections, ...ids }).flatMap(([name, id]) => {
        const connection = world.table(connections).get(id)
        return connection?.provider_type === provider ? [[name, accountOf(connection)]] : []
      }),
    )
  return {
    merge: {
      url: `${origin}/api/webhooks/merge`,
      signature_key: webhookKey(world, 'merge'),
      linked_accounts: accounts('merge'),
    },
    nylas: {
      url: `${origin}/api/webhooks/nylas`,
      webhook_secret: webhookKey(world, 'nylas'),
      grants: accounts('nylas'),
      /** Whose messages are somebody's: those of the contact of a sample customer. */
      known_sender: world.table(contacts).find('ofCustomer', samples.customers?.active ?? '')?.email ?? null,
    },
  }
}
