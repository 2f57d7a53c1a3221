import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { members } from '../companies/member.ts'
import { type ConnectionRow, connections } from '../integrations/connection.ts'
import { sequenceSenders } from './outlook.ts'
import { type SequenceRow, sequences } from './sequence.ts'

/** Keeps whose mailbox sends for each sequence: by its sender, the owner of that, and the owner's name. */
export const followSequence = defineFollower({
  of: sequences,
  keeps: sequenceSenders,
  run(world, before, after) {
    if (!after) world.table(sequenceSenders).delete(before?.id ?? '')
    else if (after.sender_connection_id !== before?.sender_connection_id) refresh(world, after)
  },
})

export const followMailbox = defineFollower({
  of: connections,
  keeps: sequenceSenders,
  run(world, before, after) {
    if (before?.owner !== after?.owner || !before || !after) refreshAll(world, before ?? after)
  },
})

export const followMember = defineFollower({
  of: members,
  keeps: sequenceSenders,
  run(world, before, after) {
    const member = after ?? before
    if (!member || before?.name === after?.name) return
    for (const mailbox of world.table(connections).in('ofCompany', member.company).keys())
      if (mailbox.owner === member.id) refreshAll(world, mailbox)
  },
})

/** Who sends from a mailbox. */
export const senderName = (world: World, { owner }: ConnectionRow): string => world.table(members).get(owner ?? '')?.name ?? ''

function refreshAll(world: World, mailbox: ConnectionRow | undefined): void {
  if (mailbox) for (const sequence of world.table(sequences).list('bySender', mailbox.id)) refresh(world, sequence)
}

function refresh(world: World, { id, sender_connection_id }: SequenceRow): void {
  const mailbox = world.table(connections).get(sender_connection_id ?? '')
  if (mailbox) world.table(sequenceSenders).put({ id, name: senderName(world, mailbox) })
  else world.table(sequenceSenders).delete(id)
}
