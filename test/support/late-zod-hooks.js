/** Puts `late-zod` in the place of zod for the modules of the package. */
const dist = new URL('../../dist/', import.meta.url).href

export const resolve = (name, context, next) =>
  name === 'zod' && context.parentURL?.startsWith(dist)
    ? { url: `${dist}src/late-zod.js`, shortCircuit: true }
    : next(name, context)
