import { defineConfig } from 'vite';

/**
 * The page asks /graphql of where it came from, and this hands it on to the subgraph: so no CORS is needed here.
 * GRAPHQL_SERVER names another server than the one that `npm start` starts.
 */
const proxy = {
  '/graphql': { target: process.env['GRAPHQL_SERVER'] ?? 'http://127.0.0.1:4001', changeOrigin: true },
};

/** The dashboard: `vite` serves it while it is written, `vite build` makes files for any web server. */
export default defineConfig({
  root: import.meta.dirname,
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
