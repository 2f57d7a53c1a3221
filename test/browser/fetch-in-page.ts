import type { Page } from 'playwright-core'
import type { Seen } from '../support/ways.ts'

export interface PageRequest {
  readonly method: string
  /** Absolute, or below the origin of the page. */
  readonly url: string
  readonly headers: Record<string, string>
  readonly body?: string
}

/** Lets a page call; rejects with what the page gets when the browser refuses. */
export const fetchInPage = (page: Page, request: PageRequest): Promise<Seen> =>
  page.evaluate(async ({ url, ...init }) => {
    const response = await fetch(url, init)
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
  }, request)
