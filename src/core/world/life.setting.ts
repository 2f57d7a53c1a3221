import type { World } from './handle.ts'
import { defineSetting } from './setting.ts'

/** Whether the people and systems around the APIs act by themselves. */
export const life = defineSetting('life', ['off', 'on'], true)

/** While a world is made nobody acts: life begins once all is there. */
export const isAlive = (world: World): boolean => !world.isBeingMade && world.setting(life) === 'on'
