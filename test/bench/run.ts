import { cpus, totalmem } from 'node:os';
import { measureClients, type ClientResult } from './clients.ts';
import type { GrowthResult } from './growth-figures.ts';
import { measureGrowth } from './growth.ts';
import { readOptions, type Options } from './options.ts';
import {
  clientText,
  growthText,
  queryText,
  routerCacheText,
  startText,
  tokenText,
  traceText,
} from './print.ts';
import { stopAll } from './processes.ts';
import { measureRouterCache, type RouterCacheResult } from './router-cache.ts';
import { measureStart, type StartFigure } from './start.ts';
import { measureTable, type QueryResult } from './table.ts';
import { measureTokens, type TokenResult } from './tokens.ts';
import { measureTraces, type TraceResult } from './traces.ts';

/**
 * Measures the server as shipped, in production mode, over a stub upstream: against the floor and the baseline, by
 * turns; how its cost grows with the size of an answer; and how long it takes to start. Prints medians.
 */
async function run(options: Options): Promise<void> {
  const say = (text: string): void => {
    if (!options.json) process.stdout.write(text);
  };
  const table: QueryResult[] = [];
  const growth: GrowthResult[] = [];
  const clients: ClientResult[] = [];
  const tokens: TokenResult[] = [];
  const traces: TraceResult[] = [];
  const routerCache: RouterCacheResult[] = [];
  let start: readonly StartFigure[] = [];
  if (options.parts.table) {
    for await (const result of measureTable(options)) {
      table.push(result);
      say(queryText(result));
    }
  }
  if (options.parts.clients) {
    for await (const result of measureClients(options)) {
      clients.push(result);
      say(clientText(result));
    }
  }
  if (options.parts.tokens) {
    for await (const result of measureTokens(options)) {
      tokens.push(result);
      say(tokenText(result));
    }
  }
  if (options.parts.traces) {
    for await (const result of measureTraces(options)) {
      traces.push(result);
      say(traceText(result));
    }
  }
  if (options.parts.routerCache) {
    for await (const result of measureRouterCache(options)) {
      routerCache.push(result);
      say(routerCacheText(result));
    }
  }
  if (options.parts.growth) {
    for await (const result of measureGrowth(options)) {
      growth.push(result);
      say(growthText(result));
    }
  }
  if (options.parts.start) {
    start = await measureStart(options);
    say(startText(start));
  }
  if (!options.json) return;
  const results = Object.fromEntries(table.map(({ query, rows }) => [query.name, Object.fromEntries(rows)]));
  process.stdout.write(
    `${JSON.stringify({ machine: machine(), options, results, clients, tokens, traces, routerCache, growth, start }, null, 2)}\n`,
  );
}

function machine() {
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options !== undefined) await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stopAll();
}
