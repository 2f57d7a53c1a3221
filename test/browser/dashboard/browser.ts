/** A Chromium for each process of tests, as a clipboard is one for all of a browser: started before them, closed behind them. */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { executablePath, flags } from '../executable.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where they listen; none on a machine without one. */
    readonly browsers: readonly string[]
  }
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const options = executablePath && { executablePath, args: flags }
  const places = options ? Array.from({ length: Number(project.config.maxWorkers) }, () => options) : []
  const servers = await Promise.all(places.map((each) => chromium.launchServer(each)))
  project.provide(
    'browsers',
    servers.map((server) => server.wsEndpoint()),
  )
  return async () => {
    await Promise.all(servers.map((server) => server.close()))
  }
}
