/** Which Chromium the tests use, and how it is started. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
export const executablePath = [process.env.CHROMIUM_PATH, ...onPath].find((path) => path !== undefined && existsSync(path))

/** Nothing leaves the machine: the one name of another site is loopback too. */
export const flags = [
  ...'--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
  '--host-resolver-rules=MAP other.example 127.0.0.1',
]
