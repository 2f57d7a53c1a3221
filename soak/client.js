/** Calls over connections that are kept; counts them, and notes what must never be. */
import { Agent, request } from 'node:http'

const PATIENCE_MS = 120_000
const MOST_NOTED = 20

export class Client {
  calls = 0
  /** How many answers had each status. */
  statuses = new Map()
  violations = []
  violationCount = 0
  isOver = false
  #url
  #agent

  constructor(url, connections) {
    this.#url = new URL(url)
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  }

  violate(what) {
    this.violationCount++
    if (this.violations.length < MOST_NOTED) this.violations.push(`after ${this.calls} calls: ${what}`)
  }

  /**
   * Sends a request and waits for the answer. Once more, where the connection was closed before it came, as servers do with idle ones.
   * @throws where there is none: the server is gone, or hangs
   */
  async call(method, path, { headers = {}, body } = {}) {
    const sent = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    const answer = await this.#send(
      method,
      path,
      {
        ...(sent && { 'content-type': 'application/json', 'content-length': sent.length }),
        ...headers,
      },
      sent,
    )
    const { status } = answer
    this.calls++
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
    if (status === 507 && !isSentence(answer.text())) this.violate(`${method} ${path}: 507 without a sentence: ${answer.text()}`)
    if (status >= 500 && status !== 507) this.violate(`${method} ${path.slice(0, 200)}: ${status} ${answer.text().slice(0, 300)}`)
    return answer
  }

  #send(method, path, headers, body, isSecond = false) {
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const options = { hostname, port, agent: this.#agent, method, path, headers, timeout: PATIENCE_MS }
      const sending = request(options, (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = () => bytes.toString()
          resolve({ status: response.statusCode, headers: response.headers, bytes, text, json: () => JSON.parse(text()) })
        })
      })
      sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
      sending.on('error', (error) => {
        if (sending.reusedSocket && error.code === 'ECONNRESET' && !isSecond)
          this.#send(method, path, headers, body, true).then(resolve, reject)
        else reject(new Error(`${method} ${path.slice(0, 200)}: ${error.message}`))
      })
      sending.end(body)
    })
  }

  close() {
    this.#agent.destroy()
  }
}

/** Whether an answer holds words that begin like a sentence and end like one. */
const isSentence = (text) => /[A-Z][^"<>]* [^"<>]*\.(?:["<]|$)/.test(text)
