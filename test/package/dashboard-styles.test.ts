import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './packed.ts'

const assets = join(root, 'dist/ui/assets')
const textOf = (ending: string): string =>
  readdirSync(assets)
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(assets, file), 'utf8'))
    .join('\n')

const styled = (css: string): Set<string> => new Set(css.match(/(?<=\.)m_[0-9a-f]+/g))

test('the dashboard has the styles of all components in it, and of no others', () => {
  const known = styled(readFileSync(join(root, 'node_modules/@mantine/core/styles.css'), 'utf8'))
  const named = new Set(textOf('.js').match(/\bm_[0-9a-f]+/g))
  const packed = styled(textOf('.css'))
  expect(packed.size).toBeGreaterThan(100)
  expect([...named].filter((name) => known.has(name) && !packed.has(name))).toEqual([])
  expect([...packed].filter((name) => !named.has(name))).toEqual([])
})
