/** Which Chromium the tests use, and how it is started. */
export { executablePath } from '../../build/chromium.js'

/** Nothing leaves the machine: the one name of another site is loopback too. */
export const flags = [
  ...'--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
  '--host-resolver-rules=MAP other.example 127.0.0.1',
]
