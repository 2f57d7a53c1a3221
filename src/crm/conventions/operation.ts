import { operationsOf } from '../../core/operation.ts'
import type { Scope } from './caller.ts'

/** `defineOperation` for this API: handlers also get `user` and `origin`. */
export const defineOperation = operationsOf<Scope>()
