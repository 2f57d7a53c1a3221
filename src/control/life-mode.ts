/** Whether people act by themselves. */
import * as z from 'zod'
import { named } from '../core/call/naming.ts'
import { life } from '../core/world/life.setting.ts'

export const LifeMode = named('LifeMode', z.enum(life.values))
