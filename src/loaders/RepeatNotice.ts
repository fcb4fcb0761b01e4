import type { Logger } from 'pino';
import type { ApiIdentity } from '../http/ApiDescriptor.js';

/** Says in the log, once per request, that an API gave items twice and that one of each was left out. */
export class RepeatNotice {
  #isGiven = false;

  /** @param what one of the items is called */
  constructor(
    private readonly log: Logger,
    private readonly requestId: string,
    private readonly api: ApiIdentity,
    private readonly what: string,
  ) {}

  give(
    operation: string,
    ledgerId: string,
    repeats: ReadonlySet<{ readonly pspReference: string | null }>,
  ): void {
    if (repeats.size === 0 || this.#isGiven) return;
    this.#isGiven = true;
    const [first] = repeats;
    this.log.warn(
      {
        requestId: this.requestId,
        api: this.api.name,
        operation,
        ledgerId,
        repeats: repeats.size,
        pspReference: first?.pspReference,
      },
      `the API gave the same ${this.what} more than once: it is shown once`,
    );
  }
}
