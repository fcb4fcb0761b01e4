import type { ClientResult } from './clients.ts';
import { figure, tableText, type Middle } from './figures.ts';
import type { GrowthResult } from './growth-figures.ts';
import type { RouterCacheResult } from './router-cache.ts';
import type { StartFigure } from './start.ts';
import type { QueryResult } from './table.ts';
import type { TokenResult } from './tokens.ts';
import type { TraceResult } from './traces.ts';

const PEAK_TARGET_MB = 400;
const CLIENTS_TARGET = 0.05;
const TOKENS_TARGET = 0.05;
/** By how many requests of a hundred are recorded. */
const TRACES_TARGETS: Readonly<Record<number, number>> = { 1: 0.02, 100: 0.05 };
const ROUTER_CACHE_TARGET = 0.03;
const SPREAD_TARGET = 0.2;
const BLOCK_TARGET_MS = 50;
const BLOCK_TARGET_ITEMS = 1_000;
const START_TARGET_MS = 1_000;

export function queryText({ query, rows }: QueryResult): string {
  const head = [
    'mode',
    'req/s',
    'ratio',
    'p50 ms',
    'p99 ms',
    'calls/req',
    'peak MB',
    'cpu us/request',
    'of it system',
  ];
  const busy = ['busy: server', 'load', 'stub'];
  const lines = [...rows].map(([mode, row]) => [
    mode,
    figure(row.perSecond, row.perSecond < 10 ? 1 : 0),
    figure(row.ratio, 2),
    figure(row.p50, 1),
    figure(row.p99, 1),
    figure(row.callsPerRequest, 2),
    figure(row.peakMb),
    figure(row.cpuUs, row.cpuUs < 100 ? 1 : 0),
    figure(row.systemUs, row.systemUs < 100 ? 1 : 0),
    figure(row.busy.server, 2),
    figure(row.busy.load, 2),
    figure(row.busy.upstream, 2),
  ]);
  const title = `\n${query.name}: ${query.about} (${String(query.calls)} calls cold)\n`;
  return title + tableText([[...head, ...busy], ...lines]) + peakText({ query, rows });
}

export function clientText({ query, mode, rows }: ClientResult): string {
  const head = ['client', 'req/s', 'answer', 'cpu us/request', 'of it reading', 'the rest, against', 'ratio'];
  const lines = rows.map(({ client, perSecond, answerBytes, coding, cpuUs, readingUs, base, ratio }) => [
    client,
    figure(perSecond, perSecond < 10 ? 1 : 0),
    `${figure(answerBytes)} bytes${coding === 'none' ? '' : `, ${coding}`}`,
    figure(cpuUs, 1),
    figure(readingUs, 1),
    base,
    `${figure(ratio, 2)} ${met(ratio <= 1 + CLIENTS_TARGET)}`,
  ]);
  const title = `\n${query.name}, ${mode}, by the headers of clients; target at most 5 % more processor time than who gets the same bytes\n`;
  return title + tableText([head, ...lines]);
}

/** Some lines: a token has one aim in every cell. */
export function tokenText({ query, mode, cpuUs, ratio, readingUs, restRatio }: TokenResult): string {
  const between = ({ from, to }: Middle, digits: number): string =>
    `(19 of 20: ${figure(from, digits)} to ${figure(to, digits)})`;
  return [
    `\n${query.name}, ${mode}, with a token, target at most 5 % more processor time than without\n`,
    `  without ${figure(cpuUs, 1)} us; with ${figure(ratio.median, 3)} of it ${between(ratio, 3)}\n`,
    `  the header's reading aside, ${figure(readingUs.median, 1)} us ${between(readingUs, 1)}: ${figure(restRatio, 3)} ${met(restRatio <= 1 + TOKENS_TARGET)}\n`,
  ].join('');
}

export function traceText({ query, mode, rows }: TraceResult): string {
  const head = ['recorded', 'against', 'cpu us/request', 'us more', '19 of 20', 'ratio', '19 of 20'];
  const between = ({ from, to }: Middle, digits: number): string =>
    `${figure(from, digits)} to ${figure(to, digits)}`;
  const lines = rows.map(({ recorded, cpuUs, moreUs, ratio }) => {
    const target = query.name === 'Q3' ? TRACES_TARGETS[recorded] : undefined;
    const isMet = target === undefined ? '' : ` ${met(ratio.median <= 1 + target)}`;
    return [
      `${String(recorded)} %`,
      recorded === 0 ? 'a server without traces' : 'none of them',
      figure(cpuUs, 1),
      figure(moreUs.median, 1),
      between(moreUs, 1),
      figure(ratio.median, 3),
      `${between(ratio, 3)}${isMet}`,
    ];
  });
  const title = `\n${query.name}, ${mode}, by how many requests are recorded and sent; target for Q3 at most 2 % more processor time at 1 %, 5 % at 100 %\n`;
  return title + tableText([head, ...lines]);
}

export function routerCacheText({ query, mode, off, on, ratio }: RouterCacheResult): string {
  const lines = Object.entries({ off, private: on }).map(([setting, { perSecond, cpuUs }]) => [
    setting,
    figure(perSecond, perSecond < 10 ? 1 : 0),
    figure(cpuUs, 1),
  ]);
  const title = `\n${query.name}, ${mode}, by ROUTER_CACHE; target at most 3 % more processor time\n`;
  const head = ['ROUTER_CACHE', 'req/s', 'cpu us/request'];
  return `${title}${tableText([head, ...lines])}  ${figure(ratio, 3)} ${met(ratio <= 1 + ROUTER_CACHE_TARGET)}\n`;
}

/** Whether large answers stay within the memory they may take. */
function peakText({ query, rows }: QueryResult): string {
  if (query.name !== 'Q3') return '';
  const ours = [...rows].filter(([mode]) => !mode.startsWith('floor') && mode !== 'baseline');
  const words = ours.map(([mode, { peakMb }]) => `${mode} ${figure(peakMb)} ${met(peakMb < PEAK_TARGET_MB)}`);
  return words.length === 0 ? '' : `  Peak memory below ${String(PEAK_TARGET_MB)} MB: ${words.join(', ')}\n`;
}

export function growthText({ name, about, rows, marginalSpread, memorySpread }: GrowthResult): string {
  const head = ['items', 'calls', 'cpu ms', 'us/item', 'marginal us/item'];
  const memory = ['allocated KB', 'marginal KB/item', 'peak above idle MB'];
  const blocks = ['block ms: first', 'later'];
  const lines = rows.map((row) => [
    String(row.items),
    figure(row.callsPerRequest),
    figure(row.cpuMs, 3),
    figure(row.usPerItem, 1),
    figure(row.marginalUsPerItem, 1),
    figure(row.allocatedKb),
    figure(row.marginalKbPerItem, 2),
    figure(row.peakAboveIdleMb),
    figure(row.blockFirstMs),
    figure(row.blockLaterMs),
  ]);
  const percent = (spread: number): string =>
    `${(spread * 100).toFixed(0)} % ${met(spread <= SPREAD_TARGET)}`;
  return [
    `\n${name}, plain, one connection: ${about}\n`,
    tableText([[...head, ...memory, ...blocks], ...lines]),
    `  What one more item costs spreads, target 20 %: time by ${percent(marginalSpread)}, memory by ${percent(memorySpread)}\n`,
    '  A block is how late a timer came at the latest, exact to 1 ms: in the first request of a process, and later.\n',
    ...rows.filter(({ items }) => items === BLOCK_TARGET_ITEMS).map(blockText),
  ].join('');
}

function blockText({ items, blockFirstMs, blockLaterMs }: GrowthResult['rows'][number]): string {
  const word = (ms: number): string => `${figure(ms)} ms ${met(ms <= BLOCK_TARGET_MS)}`;
  return `  Longest block at ${String(items)} items, target ${String(BLOCK_TARGET_MS)} ms: in the first request ${word(blockFirstMs)}, later ${word(blockLaterMs)}\n`;
}

export function startText(figures: readonly StartFigure[]): string {
  const lines = figures.map(
    ({ about, ms }) => `  ${figure(ms)} ms to ${about}: ${met(ms < START_TARGET_MS)}\n`,
  );
  return `\nStart, from the start of the process, target ${String(START_TARGET_MS)} ms\n${lines.join('')}`;
}

function met(isMet: boolean): string {
  return isMet ? '(met)' : '(NOT met)';
}
