import config from './jest.config.js';

/** Dead processes, PostgreSQL away, Slack misbehaving, many at once: `npm run test:faults`. */
export default {
  ...config,
  testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
  testPathIgnorePatterns: [],
  // Each starts processes of its own, and is to find the machine free.
  maxWorkers: 1,
};
