import type { DiagLogger } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { fields } from '../json.js';

/** A collector that is away would fill the log. */
const SAY_AGAIN_MS = 60_000;
const MAX_LENGTH = 200;

/** Takes what the packages of OpenTelemetry say of themselves: a line a minute, without what a collector has answered. */
export class ExportFaults implements DiagLogger {
  #saidAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(private readonly log: Logger) {}

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

  #say(message: string): void {
    const now = performance.now();
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
