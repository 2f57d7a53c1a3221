import { expect, test } from 'vitest'
import { isSecret } from '../../src/core/call/observer.ts'

test('a secret is told from what is shorter, longer, or other in one letter', () => {
  for (const secret of ['secret', '🗝 secret', '']) {
    expect(isSecret(secret, secret)).toBe(true)
    for (const other of [undefined, `${secret}x`, `x${secret}`])
      expect(isSecret(other, secret), other).toBe(secret === (other ?? ''))
    for (const at of secret.split('').keys())
      expect(isSecret(`${secret.slice(0, at)}x${secret.slice(at + 1)}`, secret)).toBe(false)
  }
})
