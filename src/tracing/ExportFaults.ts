import type { DiagLogger } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { fields } from '../json.js';

/** A collector that is away would fill the log. */
const SAY_AGAIN_MS = 60_000;
const MAX_LENGTH = 200;
/** What they say once a span is taken again: how many were not until then. */
const DROPPED = /^Dropped \d+ spans/;
/** They name a setting only where they don't take its value. */
const SETTING = /\bOTEL_[A-Z_]+\b/;

/** Takes what the packages of OpenTelemetry say of themselves: a line a minute, without what a collector has answered. */
export class ExportFaults implements DiagLogger {
  #saidAt = Number.NEGATIVE_INFINITY;
  #droppedSaidAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  /** @param takeDropped how many spans were dropped since it was last asked */
  constructor(
    private readonly log: Logger,
    private readonly takeDropped: () => number,
  ) {}

  error(message: string): void {
    this.#say(message);
  }

  warn(message: string): void {
    this.#say(message);
  }

  info(): void {
    // Of no concern.
  }

  debug(): void {
    // Of no concern.
  }

  verbose(): void {
    // Of no concern.
  }

  /** Tells of spans that were dropped and not told of yet. */
  tellDropped(): void {
    const spans = this.takeDropped();
    if (spans > 0) this.log.warn({ spans }, 'spans were dropped, as too many waited to be sent');
  }

  #say(message: string): void {
    const now = performance.now();
    if (DROPPED.test(message)) {
      if (now - this.#droppedSaidAt < SAY_AGAIN_MS) return;
      this.#droppedSaidAt = now;
      this.tellDropped();
      return;
    }
    const [setting] = SETTING.exec(message) ?? [];
    if (setting !== undefined) {
      this.log.warn({ setting }, 'a setting of traces has no value that can be used: its default holds');
      return;
    }
    if (now - this.#saidAt < SAY_AGAIN_MS) {
      this.#unsaid += 1;
      return;
    }
    this.#saidAt = now;
    this.log.warn({ reason: reasonIn(message), unsaid: this.#unsaid }, 'traces could not be sent');
    this.#unsaid = 0;
  }
}

/** Errors come as JSON, with their stack and with what was answered. */
function reasonIn(message: string): string {
  try {
    const { message: reason, name } = fields(JSON.parse(message));
    return `${String(name)}: ${String(reason)}`.slice(0, MAX_LENGTH);
  } catch {
    return message.slice(0, MAX_LENGTH);
  }
}
