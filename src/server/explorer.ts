import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import helmet from '@fastify/helmet';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * GraphiQL of a subgraph at `/`, from local files only. The policy lets the page load nothing from elsewhere and run no inline
 * script; the editor needs inline styles and workers made from blobs.
 */
export async function explorer(app: FastifyInstance, { subgraph }: ExplorerOptions): Promise<void> {
  const root = explorerFolder(subgraph);
  if (root === undefined) {
    app.log.warn('GraphiQL is not built, so / is empty. Build it with: npm run build');
    return;
  }
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'", 'data:'],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Plain http on loopback is the normal place of this page; a proxy in front sets HSTS where it ends TLS.
    hsts: false,
  });
  const page = pageOf(subgraph);
  await app.register(staticFiles, {
    root,
    index: page,
    // The pages of other subgraphs lie beside it.
    allowedPath: (path) => !path.endsWith('.html') || path === `/${page}`,
    immutable: false,
    maxAge: 0,
  });
}

export interface ExplorerOptions {
  /** Its name. */
  readonly subgraph: string;
}

function pageOf(subgraph: string): string {
  return `${subgraph}.html`;
}

/** Whether there is a page to be sent to. */
export function isExplorerBuilt(subgraph: string): boolean {
  return explorerFolder(subgraph) !== undefined;
}

/** Browsers ask for an icon wherever they are; the page names its own. */
export function withoutIcon(app: FastifyInstance): void {
  app.get('/favicon.ico', (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=86400').send(),
  );
}

/** The built page lies beside the built server; from the sources, in the build folder. */
function explorerFolder(subgraph: string): string | undefined {
  return ['../../explorer', '../../dist/explorer']
    .map((folder) => resolve(import.meta.dirname, folder))
    .find((folder) => existsSync(resolve(folder, pageOf(subgraph))));
}
