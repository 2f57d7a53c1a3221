import { test } from 'vitest'
import type { Mark } from '../../src/core/call/rule.ts'

/** A test that shows a rule: the table in docs/fidelity.md lists its sentence, with the vendor's fact that it rests on. */
export function rule(_mark: Mark, sentence: string, body: () => void | Promise<void>): void {
  test(sentence, body)
}
