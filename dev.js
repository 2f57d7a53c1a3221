/** Serves what is edited: the compiler writes what changes, and the server starts again when it has. They end together. */
import { spawn } from 'node:child_process'
// The compiler itself: a signal to the script that starts it would not reach it.
import compilerPath from './node_modules/typescript/lib/getExePath.js'

const server = ['--watch', '--watch-preserve-output', 'dist/src/cli/main.js', 'serve', ...process.argv.slice(2)]
const both = [start(compilerPath(), ['-p', '.', '--watch', '--preserveWatchOutput']), start(process.execPath, server)]
for (const each of both) each.on('exit', end)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)

function start(program, args) {
  return spawn(program, args, { stdio: 'inherit' })
}

function end() {
  for (const each of both) each.kill()
}
