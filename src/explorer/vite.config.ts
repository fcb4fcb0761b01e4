import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** The pages, by the names of their scripts, with their titles. */
const pages: Readonly<Record<string, string>> = {
  vipps: 'Vipps MobilePay Subgraph',
  entur: 'Entur Subgraph',
  supergraph: 'Supergraph',
};

const files = new Map(
  Object.entries(pages).map(([page, title]) => [resolve(root, `${page}.html`), { page, title }]),
);

/** Makes each page from the one template. */
const fromTemplate: Plugin = {
  name: 'pages-from-template',
  enforce: 'pre',
  resolveId: (id) => (files.has(id) ? id : undefined),
  load: (id) => {
    const file = files.get(id);
    if (file === undefined) return undefined;
    return readFileSync(resolve(root, 'page.html'), 'utf8')
      .replaceAll('%TITLE%', file.title)
      .replaceAll('%PAGE%', file.page);
  },
};

/** Builds the GraphiQL pages, one for each subgraph, with all they need beside them: they run without a network, under a strict CSP. */
export default defineConfig({
  root,
  base: './',
  plugins: [fromTemplate],
  worker: { format: 'es' },
  build: {
    outDir: resolve(root, '../../dist/explorer'),
    emptyOutDir: true,
    sourcemap: false,
    // The editor alone exceeds the size Vite warns about; it is loaded after the page and from the same host.
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      input: [...files.keys()],
      // GraphiQL's parts are marked "use client" for servers that render React; a hundred lines about nothing here.
      onLog(level, log, handle) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
