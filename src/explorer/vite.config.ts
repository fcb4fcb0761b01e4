import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Builds the GraphiQL pages, one for each subgraph, with all they need beside them: they run without a network, under a strict CSP. */
export default defineConfig({
  root,
  base: './',
  worker: { format: 'es' },
  build: {
    outDir: resolve(root, '../../dist/explorer'),
    emptyOutDir: true,
    sourcemap: false,
    // The editor alone exceeds the size Vite warns about; it is loaded after the page and from the same host.
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      input: globSync(resolve(root, '*.html')),
      // GraphiQL's parts are marked "use client" for servers that render React; a hundred lines about nothing here.
      onLog(level, log, handle) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
