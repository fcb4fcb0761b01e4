import { styleText } from 'node:util';
import { pino, type Logger } from 'pino';
import { fields } from './json.js';
import { LogOutput } from './log-output.js';

/** How log lines look: one JSON object each for machines, or a text for people. */
export type LogFormat = 'json' | 'text';

export interface LogOptions {
  readonly level: string;
  /** Undefined = text where a person reads along. */
  readonly format: LogFormat | undefined;
  /** Which of several workers writes it; left out where there is but one process. */
  readonly worker?: number;
}

/** The log of the process, on standard output. */
export function createLog({ level, format, worker }: LogOptions): Logger {
  const isText = format === undefined ? process.stdout.isTTY : format === 'text';
  const log = isText ? pino({ level }, new TextStream()) : pino({ level }, new LogOutput());
  return worker === undefined ? log : log.child({ worker });
}

/** A promise that nobody has waited for is a fault of ours, but no reason to drop the requests of others. */
export function logFaults(log: Logger): void {
  process.on('unhandledRejection', (err: unknown) => {
    log.error({ err }, 'unexpected fault');
  });
}

/** Lines about the process itself are told whatever the level, unless nothing is to be said at all. */
export function announcer(log: Logger): Logger {
  return log.level === 'silent' || log.isLevelEnabled('info') ? log : log.child({}, { level: 'info' });
}

/** Fields of every line that say nothing to who sits before the process. */
const OWN = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err']);

/** A person reads along, so no line waits. */
class TextStream {
  readonly #output = new LogOutput();

  write(line: string): void {
    this.#output.write(`${textOf(fields(JSON.parse(line)), inColours)}\n`);
    this.#output.flush();
  }
}

type Style = Parameters<typeof styleText>[0];

/** Gives a text the look of its part of a line. */
type Paint = (style: Style, text: string) => string;

/** Plain where no terminal shows it, or one that is to show none (`NO_COLOR`). */
const inColours: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

const plain: Paint = (_style, text) => text;

const LEVEL_STYLES: Readonly<Record<string, Style>> = {
  trace: 'gray',
  debug: 'blue',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: ['bold', 'red'],
};

/** A log line for people: when, how bad, what, and its fields; the stack of an error below. */
export function textOf(line: Readonly<Record<string, unknown>>, paint: Paint = plain): string {
  const { level, time, msg, err } = line;
  const when = new Date(Number(time)).toTimeString().slice(0, 8);
  const label = pino.levels.labels[Number(level)] ?? '';
  const details = Object.entries(line)
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => ` ${paint('dim', `${inOneLine(name)}=`)}${shown(value)}`);
  // Indented, so that no line of it looks like one of the log.
  const stack = isError(err)
    ? paint('dim', `\n    ${err.stack.split('\n').map(inOneLine).join('\n    ')}`)
    : '';
  const head = `${paint('dim', when)} ${paint(LEVEL_STYLES[label] ?? 'reset', label.padEnd(5))}`;
  return `${head} ${inOneLine(String(msg))}${details.join('')}${stack}`;
}

function shown(value: unknown): string {
  return inOneLine(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What ends a line, moves the cursor or colours a terminal is shown instead of done. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (one) => ESCAPES[one] ?? codeUnit(one));
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function codeUnit(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isError(value: unknown): value is { readonly stack: string } {
  return typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string';
}
