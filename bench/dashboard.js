/** The dashboard in a real Chromium: how soon it shows something, and whether it stays smooth while much happens. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { executablePath } from '../build/chromium.js'
import { addressOf } from './address.js'
import { under } from './goals.js'
import { median } from './median.js'

const RUNS = 5
const STREAM = { callsPerSecond: 200, seconds: 10 }
const LONG_FRAME_MS = 100
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

export async function measure() {
  if (!executablePath) throw new Error('There is no Chromium on the PATH, and CHROMIUM_PATH does not name one.')
  const server = await startServer()
  try {
    const first = []
    for (let run = 0; run < RUNS; run++) first.push(await inBrowser((browser) => firstView(browser, server.url)))
    const frames = await inBrowser((browser) => framesOfPage(browser, server.url, '/~default/'))
    return {
      title: 'The dashboard in Chromium',
      how: `milliseconds from opening the address in a fresh browser to the first numbers of the world, ${RUNS} browsers; frames of Overview for ${STREAM.seconds} s`,
      facts: [
        ['first view, the quickest and the slowest', [Math.min(...first), Math.max(...first)]],
        [`calls answered in ${STREAM.seconds} s, and frames drawn`, [frames.calls, frames.count]],
        ['the longest frame, milliseconds', frames.longest],
      ],
      ratios: [
        { what: 'seconds to a first view, median', value: median(first) / 1000, goal: under(1) },
        {
          what: `frames over ${LONG_FRAME_MS} ms, at ${STREAM.callsPerSecond} calls a second`,
          value: frames.long,
          goal: under(1),
        },
      ],
    }
  } finally {
    await server.stop()
  }
}

async function startServer() {
  const script = fileURLToPath(new URL('../dist/bin/arsim.js', import.meta.url))
  const child = spawn(process.execPath, [script, 'serve', '--port', '0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const url = await addressOf(child)
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { url, stop }
}

async function inBrowser(work) {
  const browser = await chromium.launch({ executablePath, args: flags })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

async function firstView(browser, url) {
  const page = await browser.newPage()
  const start = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => /\d/.test(document.querySelector('.figure strong')?.textContent ?? ''))
  return performance.now() - start
}

/** Frames of a page while an app makes many calls: any page, by its address. */
async function framesOfPage(browser, url, path) {
  const page = await browser.newPage()
  await page.goto(url + path)
  await page.locator('h1').waitFor()
  await delay(1_000)
  await page.evaluate(() => {
    const frames = []
    let last = performance.now()
    const seen = (now) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(seen)
    }
    requestAnimationFrame(seen)
    window.framesSeen = frames
  })
  const calls = await callSteadily(url)
  const frames = await page.evaluate(() => window.framesSeen)
  return {
    calls,
    count: frames.length,
    longest: Math.max(...frames),
    long: frames.filter((ms) => ms > LONG_FRAME_MS).length,
  }
}

/** Makes calls at a steady pace, whatever becomes of those before. */
async function callSteadily(url) {
  const { companies } = await fetch(`${url}/__sim`).then((answer) => answer.json())
  const { token } = companies[0].members.find((member) => member.token)
  const address = `${url}/api/companies/${companies[0].id}/labels`
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const made = []
  const start = performance.now()
  for (;;) {
    const passed = (performance.now() - start) / 1000
    if (passed > STREAM.seconds) break
    while (made.length < passed * STREAM.callsPerSecond)
      made.push(answered(address, { agent, headers: { authorization: `Token ${token}` } }))
    await delay(5)
  }
  const answers = await Promise.all(made)
  agent.destroy()
  return answers.filter((status) => status === 200).length
}

const answered = (address, options) =>
  new Promise((resolve) => {
    get(address, options, (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', () =>
      resolve(0),
    )
  })
