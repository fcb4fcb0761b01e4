import { expect, it } from 'vitest';
import { freePorts, run } from '../support/process.js';

/** Tells of every file that is loaded. */
const TELL = `
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context); } });`;

/** Code that is for what is asked for by a setting, or for another subgraph, by where it is. */
const ASKED_FOR = {
  'the client of Redis': '/node_modules/@redis/client/',
  'what shares answers': '/dist/src/shared-tier/',
  'tokens of callers': '/node_modules/jose/',
  'schemas of routes': '/node_modules/ajv/',
  'the subgraph entur': '/dist/resolvers/entur/',
};

it('loads nothing at the start that no setting asks for', { timeout: 60_000 }, async () => {
  const server = run({
    ...freePorts,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL)}`,
  });
  await server.printed(/^Ready\./m);
  const loaded = server.err().split('\n');
  const isLoaded = (place: string): boolean => loaded.some((url) => url.includes(place));
  expect(isLoaded('/dist/resolvers/management/')).toBe(true);
  expect(isLoaded('/node_modules/fastify/')).toBe(true);
  expect(Object.entries(ASKED_FOR).filter(([, place]) => isLoaded(place))).toEqual([]);
});
