import type { World } from '../../core/world/handle.ts'
import { life } from '../../core/world/life.setting.ts'
import { type ConnectionRow, type Contents, contents, crmConnections } from '../connections/connection.ts'
import { planMeeting } from './meet.ts'
import { planNewsletters } from './newsletters.ts'
import { planLetter } from './write.ts'

/** What comes to an account once its past is there. */
const planning: Readonly<Record<Contents, (world: World, account: ConnectionRow) => void>> = {
  email(world, account) {
    planLetter(world, account)
    planNewsletters(world, account)
  },
  calendar: planMeeting,
}

/** What has been brought of what an account held before it was connected. */
export const fetched = (account: ConnectionRow | undefined): readonly Contents[] =>
  account ? contents.filter((each) => !account.unfetched.includes(each)) : []

/** More comes of what had not been brought before. */
export function goOn(world: World, account: ConnectionRow, before: readonly Contents[] = []): void {
  for (const each of fetched(account)) if (!before.includes(each)) planning[each](world, account)
}

/** Life begins: to accounts that have been synced before something comes, connected or not. */
export function beginCrm(world: World): void {
  if (world.setting(life) === 'off') return
  for (const account of [...world.table(crmConnections).all()]) goOn(world, account)
}
