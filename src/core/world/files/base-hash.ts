/** What tells whether a scenario makes the same rows as before. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { toUtf8 } from '../../values/utf8.ts'
import { toPlain } from '../rows/plain-row.ts'
import type { State } from '../world.ts'

/** States never change. */
const known = new WeakMap<State, string>()

/** A hash of all rows that do not follow from others. */
export function hashOf(state: State): string {
  const hash = known.get(state) ?? compute(state)
  known.set(state, hash)
  return hash
}

function compute(state: State): string {
  const hash = sha256.create()
  for (const [table, { rows }] of state) {
    if (table.isDerived) continue
    hash.update(toUtf8(`${table.name}\n`))
    for (const row of rows.values()) hash.update(toUtf8(`${JSON.stringify(toPlain(table, row))}\n`))
  }
  return bytesToHex(hash.digest()).slice(0, 32)
}
