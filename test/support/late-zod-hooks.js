/** Puts `late-zod` in the place of zod for the modules of the package. */
const late = new URL('../../dist/src/late-zod.js', import.meta.url).href

export const resolve = (name, context, next) =>
  name === 'zod' && context.parentURL?.includes('/dist/') ? { url: late, shortCircuit: true } : next(name, context)
