import { randomUUID } from 'node:crypto';
import type { BreakerHint, BreakerHints } from '../http/BreakerHints.js';
import type { KnownCredentials } from '../http/KnownCredentials.js';
import type { Link } from './Link.js';
import type { Names } from './Names.js';
import type { Sealer } from './Sealer.js';

/** What is sent of a hint: who gives it, and the keys by what stands for them in all processes. */
interface Told extends BreakerHint {
  readonly by: string;
}

/**
 * Hints between processes. They are messages, not entries of the stream: what was true of an API a while ago helps nobody,
 * so one that does not arrive is gone.
 */
export class Hints implements BreakerHints {
  readonly #id = randomUUID();
  readonly #listeners: ((hint: BreakerHint) => void)[] = [];

  constructor(
    private readonly link: Link,
    private readonly names: Names,
    private readonly sealer: Sealer,
    private readonly credentials: KnownCredentials,
  ) {}

  learn(group: string, everywhere: string): void {
    this.credentials.learn(group, everywhere);
  }

  listen(listener: (hint: BreakerHint) => void): void {
    this.#listeners.push(listener);
  }

  tell({ api, group, fails }: BreakerHint): void {
    const everywhere = this.credentials.everywhere(group);
    if (everywhere === undefined || !this.link.isOpen) return;
    const told: Told = { by: this.#id, api, group: everywhere, fails };
    const sealed = this.sealer.seal(Buffer.from(JSON.stringify(told)), this.names.hints);
    this.link
      .askPatiently(['PUBLISH', this.names.hints, sealed.toString('base64')])
      .catch((error: unknown) => {
        this.link.leaveAlone(error);
      });
  }

  /** A message has come: perhaps one of its own. */
  heard(word: string): void {
    const opened = this.sealer.open(Buffer.from(word, 'base64'), this.names.hints);
    const told: unknown = opened === undefined ? undefined : JSON.parse(opened.plain.toString());
    if (!isTold(told) || told.by === this.#id) return;
    for (const group of this.credentials.here(told.group))
      for (const listener of this.#listeners) listener({ api: told.api, group, fails: told.fails });
  }
}

function isTold(told: unknown): told is Told {
  return (
    typeof told === 'object' &&
    told !== null &&
    'by' in told &&
    'api' in told &&
    typeof told.api === 'string' &&
    'group' in told &&
    typeof told.group === 'string' &&
    'fails' in told &&
    typeof told.fails === 'boolean'
  );
}
