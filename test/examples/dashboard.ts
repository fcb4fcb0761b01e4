import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { onTestFinished, vi } from 'vitest';

const ROOT = 'docs/examples/merchant-dashboard';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

/** Serves what `build` makes, as `vite preview` does, with /graphql of a subgraph beside it. */
export async function serveDashboard(subgraph: string): Promise<ServedDashboard> {
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
      // Else React would be the one for development.
      const stubbed = { NODE_ENV: 'production', ...settings };
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

/** A page of the dashboard and all it did that a browser notices. */
export interface WatchedDashboard {
  readonly page: Page;
  /** Address of every request. */
  readonly requests: readonly string[];
  /** Console errors and warnings, uncaught exceptions and refused requests. */
  readonly faults: readonly string[];
}

/** Opens a page in a browser profile of its own. */
export async function openDashboard(
  browser: Browser,
  url: string,
  look: { readonly width?: number; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<WatchedDashboard> {
  const { width = 1_400, colorScheme = 'light' } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  // A page that is left open goes on to follow its feed.
  onTestFinished(() => context.close());
  const requests: string[] = [];
  const faults: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => {
    if (!response.ok()) faults.push(`${String(response.status())} ${response.url()}`);
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  await page.goto(url);
  return { page, requests, faults };
}

/** What axe finds on the page that is serious or worse: the rule, and where it is broken first. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

declare global {
  /** What the page is given to look at itself. */
  var axe: {
    run(options: { readonly resultTypes: readonly ['violations'] }): Promise<{
      readonly violations: readonly {
        readonly id: string;
        readonly impact?: string | null;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    }>;
  };
}
