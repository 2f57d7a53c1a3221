import { vi } from 'vitest'

/** Properties are tried with a part of the runs, the same ones for every mutant, and without looking for a small counterexample. */
vi.mock('fast-check', async (original) => {
  const fc = await original<typeof import('fast-check')>()
  const assert = ((property: Parameters<typeof fc.assert>[0], settings?: Parameters<typeof fc.assert>[1]) =>
    fc.assert(property, {
      ...settings,
      numRuns: Math.ceil((settings?.numRuns ?? 100) / 4),
      seed: 1,
      endOnFailure: true,
    })) as typeof fc.assert
  return { ...fc, assert }
})

/** Without a mutant the tests of one file look 3,000 million times at most. */
const stryker = (globalThis as { __stryker__?: { looks?: number; mostLooks?: number } }).__stryker__ ?? {}
stryker.looks = 0
stryker.mostLooks = 5_000_000_000
