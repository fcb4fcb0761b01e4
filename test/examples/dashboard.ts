import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { onTestFinished, vi } from 'vitest';
import { watchedPage, type WatchedPage } from '../support/browser.js';

const ROOT = 'docs/examples/merchant-dashboard';

/** A dashboard that is served, once it is built. */
export interface ServedDashboard {
  /** Where its page is, with a slash at the end. */
  readonly url: string;
  /** Builds the page as its reader does, with these settings in the environment. */
  build(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Cuts all connections, and goes on serving. */
  cut(): void;
  stop(): Promise<void>;
}

/** Serves what `build` makes, as `vite preview` does, with /graphql of a subgraph beside it. @param mode of React and Apollo Client: that for development warns */
export async function serveDashboard(
  subgraph: string,
  mode: 'production' | 'development' = 'production',
): Promise<ServedDashboard> {
  const outDir = await mkdtemp(join(tmpdir(), 'dashboard-'));
  const inline = {
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  } as const;
  const proxy = { '/graphql': { target: subgraph, changeOrigin: true } };
  const server = await preview({ ...inline, preview: { port: 0, proxy } });
  const [url = ''] = server.resolvedUrls?.local ?? [];
  return {
    url,
    build: async (settings = {}) => {
      const stubbed = { NODE_ENV: mode, ...settings };
      for (const [name, value] of Object.entries(stubbed)) vi.stubEnv(name, value);
      await build(inline);
      vi.unstubAllEnvs();
    },
    cut: () => {
      if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
    },
    stop: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** Opens a page in a browser profile of its own. */
export async function openDashboard(
  browser: Browser,
  url: string,
  look: { readonly width?: number } = {},
): Promise<WatchedPage> {
  const { width = 1_400 } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  // A page that is left open goes on to follow its feed.
  onTestFinished(() => context.close());
  // Warnings too: Apollo Client tells of faults by them.
  const watched = await watchedPage(context, ['error', 'warning']);
  await watched.page.goto(url);
  return watched;
}
