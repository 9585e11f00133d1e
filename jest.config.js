const swc = (parser) => ({
  jsc: {
    parser,
    target: 'es2022',
    transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
  },
  module: { type: 'es6' },
})

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc({ syntax: 'typescript' })],
    '^.+\\.tsx$': ['@swc/jest', swc({ syntax: 'typescript', tsx: true })],
  },
  // The App's threads run what is built, as Node 20 runs no TypeScript.
  globalSetup: '<rootDir>/test/support/build-for-threads.js',
  globalTeardown: '<rootDir>/test/support/remove-build.js',
  moduleNameMapper: { '/thread-script\\.ts$': '<rootDir>/test/support/thread-script.ts' },
  testTimeout: 60_000,
  maxWorkers: '100%',
  // Modules of Node's own stay in memory file after file: a worker that has grown is replaced by another.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
}
