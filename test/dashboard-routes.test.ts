import { expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { routes } from '../src/ui/data/routes.ts'

test('the dashboard calls operations by the routes that they have', () => {
  const known = createSimulator().apis.flatMap(({ name, basePath, operations }) =>
    operations.map(({ id, method, path }) => [`${name}.${id}`, `${method} ${basePath}${path === '/' ? '' : path}`]),
  )
  expect(Object.fromEntries(known)).toMatchObject(routes)
})
