/** What is generated is as the code says. `npm run generate` writes it anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { toOpenApi, toText } from '../src/serve/openapi.ts'
import { dataPage } from './pages/data.ts'
import { consequences, fidelity } from './pages/rules.ts'
import { eventTables, operationTables } from './pages/tables.ts'
import { typesPage } from './pages/types.ts'

const root = join(import.meta.dirname, '..')
const simulator = createSimulator()
const { apis } = simulator

/** A file of the project, whose text is this. */
const generated = (file: string, text: () => string): void =>
  test(file, async () => {
    await expect(text()).toMatchFileSnapshot(join(root, file))
  })

/** A page of which a part is generated. */
function between(file: string, mark: string, part: string): string {
  const page = readFileSync(join(root, file), 'utf8')
  const [before, , after] = page.split(new RegExp(`(?<=<!-- ${mark} -->\\n)([\\s\\S]*?)(?=<!-- /${mark} -->)`))
  return `${before}${part}${after}`
}

for (const { name } of apis.filter(({ document }) => document))
  generated(`openapi/${name}.yaml`, () => toText(toOpenApi(simulator, name) ?? expect.unreachable(), 'yaml'))
for (const api of apis.filter(({ steers, document }) => document && !steers))
  generated(`src/entries/${api.name}.types.ts`, () => typesPage(simulator, api))
generated('docs/data.md', () => dataPage(apis))
generated('docs/fidelity.md', () => fidelity(apis))
generated('docs/consequences.md', consequences)
generated('docs/events.md', () => between('docs/events.md', 'events', eventTables(apis)))
generated('README.md', () => between('README.md', 'operations', operationTables(apis)))
