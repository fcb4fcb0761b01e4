import { figure, tableText } from './figures.ts';

/** What one hostile request, or many connections, cost the server. */
export interface HostileFigure {
  readonly sample: string;
  readonly about: string;
  readonly size: number;
  readonly requestBytes: number;
  /** From the first byte to the last of the answer; what was waited when there was none. */
  readonly ms: number;
  /** Processor time of the server. */
  readonly cpuMs: number;
  /** What the same data costs without the hostile part. */
  readonly ownCpuMs: number;
  /** The longest that the event loop stood still; a lower bound where there was no answer. */
  readonly stallMs: number;
  /** The most resident memory beyond that before. */
  readonly peakMb: number;
  /** What the server may hold of what is sent: bodies that are on their way. */
  readonly ownMb: number;
  /** 0: none came. */
  readonly status: number;
  readonly answerBytes: number;
  readonly logLines: number;
  readonly longestLogLine: number;
  readonly end: 'answered' | 'timed out' | 'died';
  /** What else is wrong, beside its cost. */
  readonly fault: string | undefined;
  readonly log: { readonly lines: number; readonly lineBytes: number } | undefined;
}

/** Beyond what its own data needs. */
const MOST_CPU_MS = 250;
/** What a megabyte of answer may cost: that of plain lists costs about half. */
const CPU_MS_PER_MB = 40;
/** Beyond the answer, and bodies that it may hold. */
const MOST_MB = 64;
const MOST_STALL_MS = 50;
/** The clock of the probe ticks by the millisecond, and so does the kernel's of processor time by ten. */
const STALL_TOLERANCE_MS = 2;

/** The rules that a request has broken; none when all is well. */
export function brokenRules(of: HostileFigure): string[] {
  const answerMb = of.answerBytes / 2 ** 20;
  const cpu = of.cpuMs - of.ownCpuMs;
  const broken: string[] = [];
  if (of.end !== 'answered') broken.push(of.end === 'died' ? 'the server died' : 'no answer in time');
  if (cpu > MOST_CPU_MS + answerMb * CPU_MS_PER_MB) broken.push(`cpu ${figure(cpu)} ms`);
  if (of.peakMb > MOST_MB + answerMb + of.ownMb) broken.push(`memory ${figure(of.peakMb)} MB`);
  if (of.stallMs > MOST_STALL_MS + STALL_TOLERANCE_MS) broken.push(`stall ${figure(of.stallMs)} ms`);
  if (of.fault !== undefined) broken.push(of.fault);
  if (of.log !== undefined && of.logLines > of.log.lines) broken.push(`${String(of.logLines)} log lines`);
  if (of.log !== undefined && of.longestLogLine > of.log.lineBytes)
    broken.push(`a log line of ${String(of.longestLogLine)} bytes`);
  return broken;
}

export function hostileText(figures: readonly HostileFigure[]): string {
  const head = ['sample', 'size', 'sent kB', 'ms', 'cpu ms', 'own cpu', 'stall ms', 'peak MB'];
  const more = ['status', 'answer kB', 'log lines', 'holds'];
  const rows = figures.map((of) => [
    of.sample,
    String(of.size),
    figure(of.requestBytes / 1_024, 1),
    figure(of.ms),
    figure(of.cpuMs),
    figure(of.ownCpuMs),
    `${of.end === 'answered' ? '' : '>='}${figure(of.stallMs)}`,
    figure(of.peakMb),
    of.end === 'answered' ? String(of.status) : of.end,
    figure(of.answerBytes / 1_024, 1),
    String(of.logLines),
    brokenRules(of).length === 0 ? 'yes' : 'NO',
  ]);
  const faults = figures.flatMap((of) => {
    const broken = brokenRules(of);
    return broken.length === 0
      ? []
      : [`  ${of.sample} ${String(of.size)}: ${broken.join(', ')} (${of.about})\n`];
  });
  return [
    '\nHostile requests: at most 250 ms of one core beyond what its own data needs, 64 MB beyond the answer, no stall\n',
    `above 50 ms. ${String(figures.length - faults.length)} of ${String(figures.length)} hold.\n`,
    tableText([[...head, ...more], ...rows]),
    ...faults,
  ].join('');
}

/** Counts what a server logs, without keeping it. */
export class LogMeter {
  lines = 0;
  longest = 0;
  #current = 0;

  take(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(10, from);
      this.#current += (end < 0 ? chunk.length : end) - from;
      this.longest = Math.max(this.longest, this.#current);
      if (end < 0) return;
      this.lines += 1;
      this.#current = 0;
      from = end + 1;
    }
  }

  reset(): void {
    this.lines = 0;
    this.longest = 0;
    this.#current = 0;
  }
}

/** Processor time and the most memory so far, as the kernel tells them of a process that may be too busy to do so itself. */
export function parseKernelFigures(stat: string, status: string): { cpuMs: number; peakMb: number } {
  // The name of the program stands in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const [, kb] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
  return { cpuMs: ticks * 10, peakMb: Number(kb) / 1_024 };
}
