/** What is checked: the package as it was built. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @param file of `src`, as it is written there */
export const load = (file) => import(pathToFileURL(join('dist/src', file.replace(/\.ts$/, '.js'))).href)
