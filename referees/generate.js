/** What the referees are given: the documents as files, and the code that generators make of them. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import { build } from '@kubb/core'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'
import { pluginZod } from '@kubb/plugin-zod'
import { generateEndpoints } from '@rtk-query/codegen-openapi'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { generateZodClientFromOpenAPI } from 'openapi-zod-client'
import { generate as orval } from 'orval'
import { generateApi } from 'swagger-typescript-api'
import { toOpenApi } from '../dist/src/serve/openapi.js'

export const OUT = join(import.meta.dirname, 'out')

/** Each makes code of a document into a folder. */
export const generators = {
  async 'openapi-typescript'(file, out) {
    const ast = await openapiTypescript(new URL(`file://${file}`), { enum: true, rootTypes: true })
    writeFileSync(join(out, 'types.ts'), astToString(ast))
  },

  'swagger-typescript-api': (file, out) =>
    generateApi({ input: file, output: out, fileName: 'client.ts', silent: true, unionEnums: true }),

  'openapi-zod-client': async (_file, out, document) =>
    generateZodClientFromOpenAPI({
      openApiDoc: structuredClone(document),
      distPath: join(out, 'client.ts'),
      options: { shouldExportAllSchemas: true },
      disableWriteToFile: false,
    }),

  'rtk-query': (file, out) => {
    writeFileSync(
      join(out, 'empty.ts'),
      "import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'\nexport const empty = createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/' }), endpoints: () => ({}) })\n",
    )
    return generateEndpoints({
      schemaFile: file,
      apiFile: join(out, 'empty.ts'),
      apiImport: 'empty',
      outputFile: join(out, 'client.ts'),
    })
  },

  async orval(file, out) {
    const input = { target: file }
    await orval({ input, output: { target: join(out, 'client.ts'), client: 'fetch', schemas: join(out, 'model') } })
    await orval({
      input,
      output: { target: join(out, 'zod.ts'), client: 'zod', override: { zod: { generateEachHttpStatus: true } } },
    })
  },

  'hey-api': (file, out) =>
    createClient({
      input: file,
      output: out,
      logs: { level: 'silent' },
      plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch', { name: 'zod', compatibilityVersion: 3 }],
    }),

  /** It writes where it runs, whatever it is told. */
  async kubb(file, out) {
    const before = process.cwd()
    process.chdir(out)
    try {
      await build({
        config: {
          root: out,
          input: { path: file },
          output: { path: out, clean: false },
          plugins: [
            pluginOas({ validate: false }),
            pluginTs({ output: { path: 'types.ts' } }),
            pluginZod({ output: { path: 'zod.ts' }, version: '3' }),
          ],
        },
      })
    } finally {
      process.chdir(before)
    }
  },
}

/** Writes the documents of a simulator, and what each generator makes of each. */
export async function generateAll(simulator, only = Object.keys(generators)) {
  rmSync(OUT, { recursive: true, force: true })
  const names = simulator.apis.filter(({ document }) => document).map(({ name }) => name)
  for (const name of names) {
    const document = JSON.parse(JSON.stringify(toOpenApi(simulator, name)))
    const file = join(OUT, `${name}.json`)
    mkdirSync(OUT, { recursive: true })
    writeFileSync(file, JSON.stringify(document))
    for (const generator of only) {
      const out = join(OUT, name, generator)
      mkdirSync(out, { recursive: true })
      await generators[generator](file, out, document)
    }
  }
  return names
}
