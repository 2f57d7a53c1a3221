// MSW brings ES modules along, which Jest does not read as they are; arsim needs nothing.
const transformIgnorePatterns = ['/node_modules/(?!(msw|@mswjs|@open-draft|rettime|until-async)/)']
const babel = ['babel-jest', { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }]

module.exports = {
  projects: [
    { displayName: 'babel', testMatch: ['**/babel.test.js'], transform: { '\\.m?js$': babel }, transformIgnorePatterns },
    {
      displayName: 'babel in jsdom',
      testMatch: ['**/babel.test.js'],
      testEnvironment: 'jest-fixed-jsdom',
      transform: { '\\.m?js$': babel },
      transformIgnorePatterns,
    },
    {
      displayName: 'ts-jest',
      testMatch: ['**/ts.test.ts'],
      transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json' }], '\\.m?js$': babel },
      transformIgnorePatterns,
    },
  ],
}
