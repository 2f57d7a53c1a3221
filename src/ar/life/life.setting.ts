import { defineSetting } from '../../core/world/setting.ts'

/** Whether customers are billed, write and pay by themselves. */
export const life = defineSetting('life', ['off', 'on'], true)
