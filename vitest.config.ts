import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Packages load graphql as Node does (CommonJS); Vite would load its ES module twin beside it, and graphql
    // refuses types from another copy of itself.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
