import { expect, test } from 'vitest'

/**
 * Stryker sees tests that fail, not files that cannot be loaded, so this one loads everything.
 * From here on every response is held against the document: the tests share their modules.
 */
test('everything loads, and a world answers', async () => {
  await import('../test/support/conformance.ts')
  const { createSimulator } = await import('../src/index.ts')
  const request = { method: 'GET', url: '/__sim', origin: 'http://127.0.0.1', headers: {} }
  expect(createSimulator().handle(request).status).toBe(200)
})
