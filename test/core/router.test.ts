import { expect, test } from 'vitest'
import { pathParameters, Router } from '../../src/core/call/router.ts'

function routes(...lines: string[]): Router<string> {
  const router = new Router<string>()
  for (const line of lines) {
    const [method = '', path = ''] = line.split(' ')
    router.add(method, path, line)
  }
  return router
}

const lines = ['GET /sequences/{id}', 'GET /sequences/queue', 'POST /sequences/{id}/steps', 'GET /sequences/queue/{step}']

test('the more specific route wins, whatever the order', () => {
  for (const order of [lines, lines.toReversed()]) {
    const router = routes(...order)
    expect(router.find('/sequences/queue')?.methods.get('GET')).toBe('GET /sequences/queue')
    expect(router.find('/sequences/7')?.methods.get('GET')).toBe('GET /sequences/{id}')
    expect(router.find('/sequences/7')?.params).toEqual({ id: '7' })
    expect(router.find('/sequences/queue/steps')?.params).toEqual({ step: 'steps' })
  }
})

test('a dead end at the specific route falls back to the parameter', () => {
  const router = routes('GET /a/b/c', 'GET /a/{x}/d')
  expect(router.find('/a/b/d')?.params).toEqual({ x: 'b' })
})

test('one slash at the end makes no difference, an empty segment does', () => {
  const router = routes('GET /a/{x}')
  expect(router.find('/a/1/')?.params).toEqual({ x: '1' })
  expect(router.find('/a//')).toBeUndefined()
  expect(router.find('/a/1//')).toBeUndefined()
})

test('escapes are read, malformed ones match nothing', () => {
  const router = routes('GET /a/{x}')
  expect(router.find('/a/%C3%A9%2F')?.params).toEqual({ x: 'é/' })
  expect(router.find('/a/%E0%A4%A')).toBeUndefined()
})

test('a parameter called like a part of every object is only a parameter', () => {
  const router = routes('GET /a/{x}')
  expect(router.find('/a/__proto__')?.params.x).toBe('__proto__')
  expect(router.find('/constructor/1')).toBeUndefined()
})

test('two operations cannot answer the same call', () => {
  expect(() => routes('GET /a/{x}', 'GET /a/{x}')).toThrow('Two operations answer GET /a/{x}.')
  expect(() => routes('GET /a/{x}', 'POST /a/{y}')).toThrow('names its parameters in two ways')
})

test('a path that no server would read finds nothing', () => {
  const router = new Router<string>()
  router.add('GET', '/{name}', 'one')
  expect(router.find(`/${'a'.repeat(16_000)}`)?.methods.get('GET')).toBe('one')
  expect(router.find(`/${'a'.repeat(17_000)}`)).toBeUndefined()
})

test('the parameters of a route are told in the order of its path', () => {
  expect(pathParameters('/a/{b_id}/c/{d}')).toEqual(['b_id', 'd'])
  expect(pathParameters('/a')).toEqual([])
})
