/**
 * Loads CommonJS files with what V8 made of them in another process, where it takes that: only the same release of Node does, and
 * others compile them as ever. A copy of this file is beside the command, which would compile for a third of its start.
 */
const { readFileSync } = require('node:fs')
const { createRequire, Module } = require('node:module')
const { basename, dirname, join } = require('node:path')
const { Script } = require('node:vm')

const HEAD = '(function (exports, require, module, __filename, __dirname) { '

const read = (file) => {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

/** What was loaded, by its file. */
const scripts = new Map()

/**
 * @param file its path; it may not import by itself, and those of its folder that it requires are loaded in the same way
 * @param made the folder of what V8 made, by the names of the files
 */
function load(file, made) {
  if (require.cache[file]) return require.cache[file].exports
  const script = new Script(`${HEAD}${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    columnOffset: -HEAD.length,
    cachedData: read(join(made, basename(file))),
  })
  scripts.set(file, script)
  // Whoever requires or imports the file otherwise gets the same module.
  const loaded = new Module(file)
  require.cache[file] = loaded
  const requireOther = createRequire(file)
  const requireOne = (name) => (/^\.\/[^/]+$/.test(name) ? load(join(dirname(file), name), made) : requireOther(name))
  script.runInThisContext()(loaded.exports, requireOne, loaded, file, dirname(file))
  loaded.loaded = true
  return loaded.exports
}

module.exports = { load, scripts }
