import { test } from 'vitest'

/** A test that shows a rule: the table in docs/fidelity.md lists its sentence, with where the rule comes from. */
export function rule(_mark: 'D' | 'C', sentence: string, body: () => void | Promise<void>): void {
  test(sentence, body)
}
