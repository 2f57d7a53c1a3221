import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { watchScenario } from '../src/cli/scenario-file.ts'
import { ownFolder } from './support/own-folder.ts'

type Listener = (event: string, name: string) => void
const listeners: Listener[] = []

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  watch: (_folder: string, listener: Listener) => {
    listeners.push(listener)
    return { close: () => listeners.splice(listeners.indexOf(listener), 1) }
  },
}))

afterEach(() => void vi.useRealTimers())

test('a file that is emptied before it is written is read once, when it is whole', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const file = join(ownFolder(), 'late.mjs')
  const [use, fail] = [vi.fn(), vi.fn()]
  const stop = watchScenario(file, use, fail)
  const write = (text: string) => {
    writeFileSync(file, text)
    for (const listener of listeners) listener('change', 'late.mjs')
  }
  write('')
  vi.advanceTimersByTime(60)
  write(`export default { name: 'late', from: 'empty', prepare() {} }`)
  vi.advanceTimersByTime(60)
  vi.advanceTimersByTime(60)
  await vi.waitFor(() => expect(use).toHaveBeenCalled(), { timeout: 20_000 })
  expect([use.mock.calls.length, fail.mock.calls]).toEqual([1, []])
  write('')
  stop()
  expect([vi.getTimerCount(), listeners.length]).toEqual([0, 0])
})
