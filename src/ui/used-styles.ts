/** Which styles of Mantine are packed: those of components that the dashboard has, and of what these are made of. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CSSOptions } from 'vite'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** What a module takes from another one: `import { Button, type ButtonProps } from '@mantine/core'`. */
const imports = /import\s+(?:\w+|\{([^}]*)\})\s+from\s+["']([^"']+)["']/g
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(imports)].map(([, names = '', from]) => ({
    from: from as string,
    names: names.split(',').flatMap((name) => /^\s*(\w+)/.exec(name)?.[1] ?? []),
  }))

/** The classes that components have; a component's are in the modules that it imports. */
function usedClasses(): Set<string> {
  const classes = new Set<string>()
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    if (file.endsWith('.module.mjs'))
      for (const [name] of readFileSync(file, 'utf8').matchAll(/\bm_[0-9a-f]+/g)) classes.add(name)
    for (const each of importsOf(file)) follow(file, each)
  }
  const follow = (file: string, { from, names }: ReturnType<typeof importsOf>[number]): void => {
    if (from.startsWith('.') && file.endsWith('.mjs')) visit(resolve(file, '..', from))
    if (!/^@mantine\/\w+$/.test(from)) return
    const index = resolve(folder, '../../node_modules', from, 'esm/index.mjs')
    for (const each of importsOf(index)) if (each.names.some((name) => names.includes(name))) follow(index, each)
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\.tsx$/.test(file)) visit(join(folder, file))
  return classes
}

/** Leaves out what is said of other components' classes. */
export function usedStyles(): Exclude<CSSOptions['postcss'], string | undefined> {
  const used = usedClasses()
  const isUsed = (selector: string): boolean =>
    [...selector.matchAll(/\.(m_[0-9a-f]+)/g)].every(([, name]) => used.has(name as string))
  return {
    plugins: [
      {
        postcssPlugin: 'used styles',
        Rule(rule) {
          const selectors = rule.selectors.filter(isUsed)
          if (selectors.length === 0) rule.remove()
          else if (selectors.length < rule.selectors.length) rule.selectors = selectors
        },
      },
    ],
  }
}
