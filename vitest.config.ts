import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ProgressReporter } from './test/support/progress-reporter.ts';

export default defineConfig({
  resolve: {
    // Packages load graphql as Node does (CommonJS); Vite would load its ES module twin beside it, and graphql
    // refuses types from another copy of itself.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Vitest leaves a core to itself, which it hardly needs: of two cores one would idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', new ProgressReporter()],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
