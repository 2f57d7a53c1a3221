import type { World } from '../../core/world/handle.ts'
import { life } from './life.setting.ts'

/** While a world is made nobody acts: life begins once all is there. */
export const isAlive = (world: World): boolean => !world.isBeingMade && world.setting(life) === 'on'
