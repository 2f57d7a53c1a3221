import { defineSetting } from '../../core/world/setting.ts'

/** Whether the page of consent asks, or people consent by themselves. */
export const oauth = defineSetting('oauth', ['ask', 'auto'])
