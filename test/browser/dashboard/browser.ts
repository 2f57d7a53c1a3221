/** One Chromium for all tests of the dashboard: started before them, closed behind them. */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { executablePath, flags } from '../executable.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser listens; empty on a machine without one. */
    readonly browser: string
  }
}

export default async function start(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!executablePath) {
    project.provide('browser', '')
    return undefined
  }
  const server = await chromium.launchServer({ executablePath, args: flags })
  project.provide('browser', server.wsEndpoint())
  return () => server.close()
}
