/** The Chromium of this machine: the one that CHROMIUM_PATH names, or else one on the PATH. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))

/** Undefined where there is none. */
export const executablePath = [process.env.CHROMIUM_PATH, ...onPath].find((path) => path && existsSync(path))
