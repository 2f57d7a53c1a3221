import * as z from 'zod'
import { Refused } from '../core/call/refusal.ts'
import { defineOperation } from './conventions/operation.ts'

export const deleteWorld = defineOperation({
  id: 'deleteWorld',
  route: 'DELETE /worlds/{world_id}',
  summary: 'Forget a world',
  description: 'It goes with all that is in it, its journal and snapshots too. A call that names it again makes a new one.',
  source: 'arsim',
  params: z.object({ world_id: z.string().meta({ examples: ['checkout'] }) }),
  responses: { 204: z.undefined() },
  refuses: { 'bad-request': 'The default world stays.', 'not-found': 'No such world.' },

  handle({ host, path, reply }) {
    if (path.world_id === 'default')
      throw new Refused({ kind: 'bad-request', why: 'The default world stays. To start over, reset it.' })
    if (!host.remove(path.world_id)) throw new Refused({ kind: 'not-found', hint: `There is no world "${path.world_id}".` })
    return reply(204, undefined)
  },

  examples: [
    { name: 'the default world stays', mark: 'C', path: { world_id: 'default' }, expect: { status: 400 } },
    { name: 'a world that does not exist is not found', mark: 'C', path: { world_id: 'nowhere' }, expect: { status: 404 } },
  ],
})
