/** Which hosts requests may be addressed to: a page of another site that leads its own name to this machine is not answered. */
import { networkInterfaces } from 'node:os'
import { isLoopbackHost } from '../core/call/origins.ts'
import { plainRefusal, type SimResponse } from '../core/values/http.ts'

const withPort = /^(?<name>.*?)(?::(?<port>\d*))?$/

/**
 * @param allowed names beside loopback ones and the machine's own addresses, with or without a port; `*` for any
 * @returns for the value of a Host header, how it is refused; undefined for one that is welcome
 */
export function hostCheck(allowed: readonly string[]): (host: string) => SimResponse | undefined {
  const welcome = new Set(allowed.map((name) => name.toLowerCase()))
  // The last good host: it hardly ever changes.
  let known: string | undefined
  return (given) => {
    if (given === known) return undefined
    const host = given.toLowerCase()
    const { name = '', port } = withPort.exec(host)?.groups ?? {}
    if (name === '' || Number(port || 80) > 65_535 || !URL.canParse(`http://${host}`))
      return plainRefusal(400, 'The header Host names no host.')
    const isWelcome = isLoopbackHost(name) || [host, name, '*'].some((each) => welcome.has(each)) || ownAddresses().includes(name)
    if (!isWelcome)
      return plainRefusal(403, `This simulator is not addressed as "${host.slice(0, 200)}". Allow the name with --allow-host.`)
    known = given
    return undefined
  }
}

/** As a URL has them. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((each = []) =>
    each.map(({ family, address }) => (family === 'IPv6' ? `[${address.replace(/%.*/, '')}]` : address)),
  )
