/**
 * The tests that mutants are held against: those of the core, the stories, what is generated and what worlds start with, without
 * servers, browsers and packages.
 * They share their modules, in one thread, and those that find most come first: the first that fails ends a run.
 */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const order = ['test/core/', 'mutants/', 'test/lifecycles', 'test/data', 'test/de', 'test/ex', 'test/sto', 'test/sc', 'test/gen']
/** These take longest, so they come last, in this order. */
const slow = ['integrations', 'documents', 'calendar', 'email', 'worlds', 'sequences', 'customers', 'connections', 'hostile']

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      order.findIndex((part) => moduleId.includes(part)) + slow.findIndex((part) => moduleId.includes(part)) + 1
    return files.toSorted((a, b) => place(a) - place(b) || a.moduleId.localeCompare(b.moduleId))
  }
}

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  plugins: [
    {
      name: 'stryker with other counts',
      transform: (code) =>
        code
          // Which test reaches what: nobody asks for that here, and it takes as long as the tests.
          .replace(/function stryCov_\w+\(\) \{/, '$& return;')
          // How often any mutant is looked at: far more than ever without one means that this one runs in a circle.
          .replace(/function isActive\(id\) \{/, "$& if (++ns.looks > ns.mostLooks) throw new Error('It runs in a circle.');"),
    },
  ],
  test: {
    include: [
      'mutants/*.test.ts',
      'test/core/*.test.ts',
      'test/stories/*.test.ts',
      'test/{data,data-changes,defaults,examples,generated,lifecycles,scenario}.test.ts',
    ],
    exclude: ['test/stories/serving.test.ts'],
    setupFiles: ['mutants/setup.ts'],
    env: { WAYS: 'core' },
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    sequence: { sequencer: InOrder },
  },
})
