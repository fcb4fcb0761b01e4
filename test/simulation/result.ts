import { figure, tableText } from '../bench/figures.ts';
import type { Judgement } from './judge.ts';
import { changeKinds, type Change } from './history.ts';
import type { ChaosOptions } from './options.ts';
import type { ReadFigure, Traffic } from './traffic.ts';

/** What a chaos run found. */
export interface ChaosResult {
  readonly options: ChaosOptions;
  readonly reads: {
    readonly total: number;
    /** Parts of the total, from 0 to 1. */
    readonly full: number;
    readonly partial: number;
    readonly none: number;
    /** Milliseconds. */
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    /** How many reads had an error with each code. */
    readonly codes: Readonly<Record<string, number>>;
  };
  readonly changes: {
    readonly total: number;
    readonly success: number;
    readonly failure: number;
    readonly unknown: number;
    readonly unknownCarriedOut: number;
    readonly byKind: Readonly<Record<string, Readonly<Record<Change['outcome'], number>>>>;
    readonly codes: Readonly<Record<string, number>>;
  };
  /** Requests that the worker had in hand that was killed. */
  readonly ofKilled: number;
  /** All must be empty. */
  readonly faults: Readonly<Record<FaultKind, readonly string[]>>;
}

const faultKinds = ['untrue', 'duplicates', 'lost', 'wrong', 'unanswered', 'crashes'] as const;

type FaultKind = (typeof faultKinds)[number];

/** What became of processes, and of requests that they had in hand. */
export interface Ends {
  readonly crashes: readonly string[];
  readonly unanswered: readonly string[];
}

export function summarize(
  options: ChaosOptions,
  traffic: Pick<Traffic, 'reads' | 'changes' | 'wrong'>,
  judgement: Judgement,
  { crashes, unanswered, ofKilled }: Pick<ChaosResult, 'ofKilled'> & Ends,
): ChaosResult {
  const { reads, changes } = traffic;
  const share = (kind: ReadFigure['completeness']): number =>
    reads.filter(({ completeness }) => completeness === kind).length / Math.max(1, reads.length);
  const times = reads.map(({ ms }) => ms).sort((one, other) => one - other);
  const outcomes = (of: readonly Change[]): Record<Change['outcome'], number> => ({
    success: of.filter(({ outcome }) => outcome === 'success').length,
    failure: of.filter(({ outcome }) => outcome === 'failure').length,
    unknown: of.filter(({ outcome }) => outcome === 'unknown').length,
  });
  return {
    options,
    ofKilled,
    reads: {
      total: reads.length,
      full: share('full'),
      partial: share('partial'),
      none: share('none'),
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      p99: quantile(times, 0.99),
      codes: counts(reads.flatMap(({ codes }) => codes)),
    },
    changes: {
      total: changes.length,
      ...outcomes(changes),
      unknownCarriedOut: judgement.unknown.carriedOut,
      byKind: Object.fromEntries(
        changeKinds.map((kind) => [kind, outcomes(changes.filter((change) => change.kind === kind))]),
      ),
      codes: counts(changes.flatMap(({ code }) => (code === undefined ? [] : [code]))),
    },
    faults: {
      untrue: judgement.untrue,
      duplicates: judgement.duplicates,
      lost: judgement.lost,
      wrong: [...traffic.wrong, ...judgement.wrong],
      unanswered,
      crashes,
    },
  };
}

/** Whether nothing was untrue, done twice, lost, wrong or unanswered, and nothing crashed. */
export function isSound({ faults }: ChaosResult): boolean {
  return faultKinds.every((kind) => faults[kind].length === 0);
}

/** The least value that so great a part of the sorted ones does not exceed. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** How many faults of a kind are shown; all are counted. */
const SHOWN = 10;

export function resultText(result: ChaosResult): string {
  const { options, reads, changes, faults } = result;
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
  const unknown = changes.unknown / Math.max(1, changes.total);
  const rows = [
    ['figure', 'seen', 'aim', ''],
    ['reads full', percent(reads.full), '>= 90 %', met(reads.full >= 0.9)],
    ['reads partial', percent(reads.partial), '', ''],
    ['reads none', percent(reads.none), '<= 3 %', met(reads.none <= 0.03)],
    ['reads p50', `${figure(reads.p50)} ms`, '', ''],
    ['reads p95', `${figure(reads.p95)} ms`, '<= 1500 ms', met(reads.p95 <= 1_500)],
    ['reads p99', `${figure(reads.p99)} ms`, '<= 3000 ms', met(reads.p99 <= 3_000)],
    ['changes done', String(changes.success), '', ''],
    ['changes failed', String(changes.failure), '', ''],
    ['outcomes unknown', `${String(changes.unknown)}, ${percent(unknown)}`, '<= 12 %', met(unknown <= 0.12)],
    ['  of them carried out', String(changes.unknownCarriedOut), '', ''],
    ['in hand of a killed worker', String(result.ofKilled), '', ''],
    ...faultKinds.map((kind) => [kind, String(faults[kind].length), '0', met(faults[kind].length === 0)]),
  ];
  const found = faultKinds.flatMap((kind) =>
    faults[kind].slice(0, SHOWN).map((line) => `  ${kind}: ${line}\n`),
  );
  return [
    `\nChaos run: ${String(options.seconds)} s, seed ${String(options.seed)}, `,
    `${String(reads.total)} reads and ${String(changes.total)} changes, ${String(options.rate)} operations a second\n`,
    tableText(rows),
    `  Errors of reads: ${countsText(reads.codes)}\n`,
    `  Codes of changes: ${countsText(changes.codes)}\n`,
    `  Unknown by kind: ${countsText(
      Object.fromEntries(Object.entries(changes.byKind).map(([kind, { unknown }]) => [kind, unknown])),
    )}\n`,
    ...found,
  ].join('');
}

function countsText(of: Readonly<Record<string, number>>): string {
  const parts = Object.entries(of).map(([name, count]) => `${name} ${String(count)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function counts(words: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}

function met(isMet: boolean): string {
  return isMet ? '(met)' : '(NOT met)';
}
