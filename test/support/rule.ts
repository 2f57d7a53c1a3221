import { test } from 'vitest'
import type { Mark } from '../../src/core/call/rule.ts'
import type { Effect } from './effects.ts'

/**
 * A test that shows a rule: the table in docs/fidelity.md lists its sentence, with the vendor's fact that it rests on.
 * @param rest the test; before it, where one resource does something to others, what happens and to whom, for docs/consequences.md
 */
export function rule(_mark: Mark, sentence: string, ...rest: [Test] | [Effect, Test]): void {
  test(sentence, rest.at(-1) as Test)
}

type Test = () => void | Promise<void>
