/** A server that lacks the files of the dashboard answers everything else: nothing of them is read before a page is opened. */
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { root } from './packed.ts'
import { memberOf, starter } from './process.ts'

function withoutDashboard(): string {
  const folder = ownFolder()
  for (const part of ['package.json', 'dist/bin', 'dist/node', 'dist/documents'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

test('nothing of the dashboard is read before somebody opens a page', async () => {
  const folder = withoutDashboard()
  const server = await starter(join(folder, 'dist/bin/arsim.js'), folder)()
  const { path, headers } = await memberOf(server)
  for (const way of ['/__sim/clock', `${path}/actions`, '/openapi/ar.json', '/'])
    expect([way, (await server.call(`GET ${way}`, undefined, headers)).status]).toEqual([way, 200])
  expect((await server.call('GET /', undefined, { accept: 'text/html' })).status).toBe(500)
})
