export default {
  mutate: ['src/core/**/*.ts', 'src/**/*.lifecycle.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'mutants/vitest.config.ts', related: false },
  // Half of the mutants are in effect before a test begins, so each is held against all tests, until one fails.
  coverageAnalysis: 'off',
  plugins: ['@stryker-mutator/vitest-runner', './mutants/plugins.js'],
  checkers: ['sample'],
  ignorers: ['words'],
  reporters: ['survivors', 'json'],
  jsonReporter: { fileName: 'node_modules/.cache/mutants.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  timeoutMS: 120_000,
  dryRunTimeoutMinutes: 10,
  ignorePatterns: ['/bench', 'dist/bin', 'dist/browser'],
  // Stryker would read it with a function that TypeScript 7 does not have.
  tsconfigFile: 'none',
  // It would write into files that a test holds to what generates them; nobody checks types here.
  disableTypeChecks: false,
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
}
