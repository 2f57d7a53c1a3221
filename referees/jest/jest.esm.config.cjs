// With node --experimental-vm-modules.
module.exports = {
  projects: [
    { displayName: 'ES modules', testMatch: ['**/esm.test.mjs'], transform: {} },
    { displayName: 'ES modules in jsdom', testMatch: ['**/esm.test.mjs'], testEnvironment: 'jest-fixed-jsdom', transform: {} },
  ],
}
