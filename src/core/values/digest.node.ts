import { hash } from 'node:crypto'

/** As 64 hexadecimal digits. */
export const digest = (text: string): string => hash('sha256', text)
